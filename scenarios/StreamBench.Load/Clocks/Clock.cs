namespace StreamBench.Load.Clocks;

/// <summary>What is timed. <see cref="ClockTable"/> says from when to when.</summary>
public enum Clock
{
    /// <summary>Until the transport is connected.</summary>
    Connect,

    /// <summary>Until the head of the response was read.</summary>
    Headers,

    /// <summary>Until the first event of any kind.</summary>
    FirstEvent,

    /// <summary>Until the first content that a user sees.</summary>
    FirstContent,

    /// <summary>Until the turn completed.</summary>
    Turn,

    /// <summary>Between two events of a stream.</summary>
    Gap,

    /// <summary>From a drop until the stream has caught up.</summary>
    Recover,

    /// <summary>From the server's stamp of an event to its arrival.</summary>
    Lag,

    /// <summary>How late the engine started a stream.</summary>
    Schedule,

    /// <summary>How long bytes waited until the engine took them.</summary>
    Handling,
}
