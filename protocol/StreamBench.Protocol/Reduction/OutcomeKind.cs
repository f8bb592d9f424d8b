namespace StreamBench.Protocol.Reduction;

/// <summary>What became of an event (protocol §3).</summary>
public enum OutcomeKind
{
    /// <summary>It changed the state, or confirmed it.</summary>
    Applied,

    /// <summary>Its seq was there already, with the same content.</summary>
    Duplicate,

    /// <summary>It waits for the events before it.</summary>
    Buffered,

    /// <summary>It came too late to count: an older epoch, a closed turn, a terminal status, an old snapshot.</summary>
    Stale,

    /// <summary>It contradicts the state; it used its seq and changed nothing else.</summary>
    Rejected,

    /// <summary>It says something this version does not know; it used its seq and changed nothing else.</summary>
    Ignored,

    /// <summary>Its seq was there already, with other content; the first one stays.</summary>
    Conflict,

    /// <summary>It proves that this state differs from the server's.</summary>
    Diverged,

    /// <summary>Nothing more can be applied until a snapshot comes.</summary>
    Resync,
}
