namespace StreamBench.Load.Engine.Timing;

/// <summary>
/// The engine's clock: nanoseconds of a monotonic clock, for all differences, and its offset to Unix time, for stamps that
/// the kernel or the server made. Thread-safe.
/// </summary>
internal sealed class EngineClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Three looks at clocks take less than 1 µs where nothing comes between them.</summary>
    private const long TightNanoseconds = 10_000;
    private const int MostLooks = 10;

    private readonly TimeProvider time;
    private readonly long frequency;
    private readonly long origin;
    private long unixOffset;

    internal EngineClock(TimeProvider time)
    {
        this.time = time;
        frequency = time.TimestampFrequency;
        origin = Scale(time.GetTimestamp());
        Adjust();
    }

    /// <summary>Nanoseconds since this clock was made: since the start of the run.</summary>
    internal long Now => Scale(time.GetTimestamp()) - origin;

    /// <summary>Add this to a time of this clock to get Unix nanoseconds.</summary>
    internal long UnixOffset => Volatile.Read(ref unixOffset);

    /// <summary>Follows a wall clock that was set or slewed; worth doing once a second.</summary>
    /// <remarks>
    /// On a busy machine a thread may be held up between two looks at clocks, and every stamp of the kernel would be wrong by as
    /// much until the next time: of several pairs of looks the tightest counts.
    /// </remarks>
    internal void Adjust()
    {
        var (offset, width) = (0L, long.MaxValue);
        for (var look = 0; look < MostLooks && width > TightNanoseconds; look++)
        {
            var before = Now;
            var unix = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
            var between = Now - before;
            if (between < width)
            {
                (offset, width) = (unix - before - (between / 2), between);
            }
        }

        Volatile.Write(ref unixOffset, offset);
    }

    private long Scale(long timestamp) =>
        frequency == NanosecondsPerSecond ? timestamp : (long)((Int128)timestamp * NanosecondsPerSecond / frequency);
}
