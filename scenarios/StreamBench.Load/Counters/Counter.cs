namespace StreamBench.Load.Counters;

/// <summary>What is counted while streams run. <see cref="CounterTable"/> says exactly when.</summary>
public enum Counter
{
    /// <summary>Arrivals that were refused because of the plan's bound on open streams.</summary>
    Dropped,

    /// <summary>Streams begun.</summary>
    Started,

    /// <summary>Ended with the completion signal and, where verified, in the right state.</summary>
    Completed,

    /// <summary>Ended with the completion signal in a wrong state.</summary>
    Mismatch,

    /// <summary>Closed without the completion signal.</summary>
    Truncated,

    /// <summary>Answered by a status that is no stream.</summary>
    Refused,

    /// <summary>No connection.</summary>
    FailedConnect,

    /// <summary>Connection reset or broken.</summary>
    FailedReset,

    /// <summary>Longer than the plan allows.</summary>
    FailedTimeout,

    /// <summary>Bytes that the transport or dialect cannot read.</summary>
    FailedProtocol,

    /// <summary>The turn ended as failed or cancelled by the server.</summary>
    FailedByServer,

    /// <summary>Still open when the run ended.</summary>
    Unfinished,

    /// <summary>Streams whose final state was compared.</summary>
    Verified,

    /// <summary>Events.</summary>
    Events,

    /// <summary>Events with content.</summary>
    ContentEvents,

    /// <summary>Bytes read.</summary>
    Bytes,

    /// <summary>Reads that completed at least one event.</summary>
    Reads,

    /// <summary>Events that came in one read with others.</summary>
    CoalescedEvents,

    /// <summary>Gaps over the plan's bound.</summary>
    Stalls,

    /// <summary>Connections opened again within a stream.</summary>
    Reconnects,

    /// <summary>Idle watchers whose stream opened.</summary>
    Watchers,

    /// <summary>Watchers' streams that ended too soon.</summary>
    WatchersLost,

    /// <summary>Nanoseconds that streams were open, of all of them.</summary>
    OpenTime,
}
