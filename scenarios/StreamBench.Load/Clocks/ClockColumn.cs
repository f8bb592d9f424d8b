namespace StreamBench.Load.Clocks;

/// <summary>Where a clock starts.</summary>
public enum ClockColumn
{
    /// <summary>When the schedule wanted the stream to start: what a user waits. The default everywhere.</summary>
    Intended,

    /// <summary>When the engine began to connect: what the server took, without the wait for a late start.</summary>
    Real,
}
