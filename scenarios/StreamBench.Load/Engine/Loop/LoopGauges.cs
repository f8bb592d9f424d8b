namespace StreamBench.Load.Engine.Loop;

/// <summary>What a loop says of itself while it runs. Written by its thread about every 100 ms, read by any.</summary>
internal sealed class LoopGauges
{
    private long cpuTicks;
    private long ended;
    private int open;
    private long pending;

    /// <summary>CPU time of the loop's thread; zero where the system does not say.</summary>
    internal TimeSpan CpuTime => TimeSpan.FromTicks(Volatile.Read(ref cpuTicks));

    /// <summary>Streams open now: sockets held.</summary>
    internal int Open => Volatile.Read(ref open);

    /// <summary>Streams ended so far.</summary>
    internal long Ended => Volatile.Read(ref ended);

    /// <summary>
    /// Bytes that wait in the sockets for the engine, from a sample of the open streams: a reader that is too slow hides there.
    /// </summary>
    internal long PendingBytes => Volatile.Read(ref pending);

    internal void Set(TimeSpan cpuTime, int openNow, long endedSoFar, long pendingBytes)
    {
        Volatile.Write(ref cpuTicks, cpuTime.Ticks);
        Volatile.Write(ref open, openNow);
        Volatile.Write(ref ended, endedSoFar);
        Volatile.Write(ref pending, pendingBytes);
    }
}
