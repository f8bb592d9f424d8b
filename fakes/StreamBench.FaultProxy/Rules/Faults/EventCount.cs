namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Counts events over several responses. Thread-safe.</summary>
internal sealed class EventCount
{
    private long count;

    /// <summary>The number of the next event, from 1.</summary>
    public long Next() => Interlocked.Increment(ref count);
}
