using StreamBench.Load.Counters;

namespace StreamBench.Load.Recording;

/// <summary>How a started stream ended; each has a counter of its name.</summary>
public enum StreamOutcome : byte
{
    /// <summary>With the completion signal; not, or rightly, verified.</summary>
    Completed,

    /// <summary>With the completion signal in a wrong state.</summary>
    Mismatch,

    /// <summary>Closed without completion signal.</summary>
    Truncated,

    /// <summary>Answered by a status that is no stream.</summary>
    Refused,

    /// <summary>No connection.</summary>
    FailedConnect,

    /// <summary>Reset or broken.</summary>
    FailedReset,

    /// <summary>Too long.</summary>
    FailedTimeout,

    /// <summary>Unreadable.</summary>
    FailedProtocol,

    /// <summary>Ended as failed or cancelled by the server.</summary>
    FailedByServer,

    /// <summary>Open at the end of the run.</summary>
    Unfinished,
}

internal static class StreamOutcomes
{
    /// <summary>The counter of an outcome.</summary>
    internal static Counter Counter(this StreamOutcome outcome) =>
        (Counter)((int)Counters.Counter.Completed + (int)outcome);
}
