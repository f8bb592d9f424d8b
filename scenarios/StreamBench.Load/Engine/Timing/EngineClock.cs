namespace StreamBench.Load.Engine.Timing;

/// <summary>
/// The engine's clock: nanoseconds of a monotonic clock, for all differences, and its offset to Unix time, for stamps that
/// the kernel or the server made. Thread-safe.
/// </summary>
internal sealed class EngineClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;

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
    internal void Adjust() =>
        Volatile.Write(
            ref unixOffset,
            ((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick) - Now
        );

    private long Scale(long timestamp) =>
        frequency == NanosecondsPerSecond ? timestamp : (long)((Int128)timestamp * NanosecondsPerSecond / frequency);
}
