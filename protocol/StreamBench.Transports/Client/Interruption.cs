namespace StreamBench.Transports.Client;

/// <summary>Why a client stopped reading a connection: everything a <see cref="IResumePolicy"/> may decide by.</summary>
/// <param name="Kind">What happened.</param>
public sealed record Interruption(InterruptionKind Kind)
{
    /// <summary>How the stream ended; null when the client closed it for another reason.</summary>
    public StreamEnd? End { get; init; }

    /// <summary>The server's word of farewell, one of <see cref="Protocol.Events.ByeReason"/>; or null.</summary>
    public string? Bye { get; init; }

    /// <summary>Cursor of the last event that was applied in sequence, or null when there is none yet.</summary>
    public string? Cursor { get; init; }

    /// <summary>Seq of that event: the place that a repair is for.</summary>
    public long LastSeq { get; init; }

    /// <summary>True while a turn is open: an end now is a drop, whatever it looks like.</summary>
    public bool IsTurnOpen { get; init; }

    /// <summary>What the server asked clients to wait before they come back; zero when it did not ask.</summary>
    public TimeSpan Floor { get; init; }
}

/// <summary>The reasons to stop reading a connection.</summary>
public enum InterruptionKind
{
    /// <summary>The stream ended, or never began: see <see cref="Interruption.End"/>.</summary>
    Ended,

    /// <summary>The server said <c>bye</c>: see <see cref="Interruption.Bye"/>.</summary>
    Farewell,

    /// <summary>Later events came and an earlier one did not.</summary>
    Hole,

    /// <summary>A frame could not be read.</summary>
    Damaged,

    /// <summary>The state is known to differ from the server's: only a snapshot heals it.</summary>
    Diverged,

    /// <summary>An open turn made no progress for the turn time-out.</summary>
    Silence,

    /// <summary>The user asked for a new connection.</summary>
    Asked,

    /// <summary>What the run waited for has happened.</summary>
    Satisfied,
}
