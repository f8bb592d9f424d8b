namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>The one time that a rule with <see cref="Place.Once"/> may act. Thread-safe.</summary>
internal sealed class Strike
{
    private int isTaken;

    /// <summary>True for the first who asks.</summary>
    public bool TryTake() => Interlocked.Exchange(ref isTaken, 1) == 0;
}
