using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Transports.Client;

/// <summary>What a client saw and did during one run: the evidence that a referee judges.</summary>
public sealed record ClientObservation
{
    /// <summary>How the run ended.</summary>
    public required ClientOutcome Outcome { get; init; }

    /// <summary>Why, as a stable machine word; null when it ended well.</summary>
    public string? Code { get; init; }

    /// <summary>Digest of the final state, or null when that has no canonical form (half a surrogate pair).</summary>
    public string? Digest { get; init; }

    /// <summary>The final state in the JSON form of snapshots and history.</summary>
    public JsonElement State { get; init; }

    /// <summary>Cursor of the last event applied in sequence, or null.</summary>
    public string? Cursor { get; init; }

    /// <summary>Seq of that event.</summary>
    public long LastSeq { get; init; }

    /// <summary>True when no turn is open.</summary>
    public bool InputEnabled { get; init; }

    /// <summary>True when the state was wrong at some point, even though it was healed.</summary>
    public bool HasDiverged { get; init; }

    /// <summary>How often each outcome was met.</summary>
    public required ImmutableSortedDictionary<OutcomeKind, long> Outcomes { get; init; }

    /// <summary>Every try to open the stream, in order; the last 1,024.</summary>
    public required ImmutableArray<ConnectionRecord> Connections { get; init; }

    /// <summary>Every try of every other request, in order; the last 1,024.</summary>
    public required ImmutableArray<RequestRecord> Requests { get; init; }

    /// <summary>Errors that a user would have seen, each once.</summary>
    public required ImmutableArray<SurfacedError> Errors { get; init; }
}

/// <summary>How a client's run ended.</summary>
public enum ClientOutcome
{
    /// <summary>What it waited for has happened, or the server said that all is done.</summary>
    Ok,

    /// <summary>It stopped trying; the partial state is kept.</summary>
    GaveUp,

    /// <summary>An error that no retry can mend.</summary>
    Error,

    /// <summary>The user has to sign in.</summary>
    AuthRequired,

    /// <summary>The caller stopped it.</summary>
    Stopped,
}

/// <summary>One try to open the stream.</summary>
/// <param name="Cursor">The cursor it asked with, or null.</param>
/// <param name="At">When, since the run began.</param>
public sealed record ConnectionRecord(string? Cursor, TimeSpan At)
{
    /// <summary>Frames it brought.</summary>
    public long Frames { get; init; }

    /// <summary>How it ended; null when the client closed it.</summary>
    public StreamEnd? End { get; init; }

    /// <summary>Why the client stopped reading.</summary>
    public InterruptionKind Reason { get; init; }
}

/// <summary>One try of a request beside the stream.</summary>
/// <param name="Name"><c>submit</c>, <c>decide</c>, <c>cancel</c>, <c>tool-result</c> or <c>history</c>.</param>
/// <param name="Key">The id that makes a repetition harmless, or what the request names; null for history.</param>
/// <param name="Status">The answer's status; 0 when there was none.</param>
/// <param name="At">When it was sent, since the client was made.</param>
public sealed record RequestRecord(string Name, string? Key, int Status, TimeSpan At);

/// <summary>An error as a user sees it.</summary>
/// <param name="Code">Stable machine word.</param>
/// <param name="Message">One sentence.</param>
/// <param name="IsRetryable">True when the client went on by itself.</param>
public sealed record SurfacedError(string Code, string Message, bool IsRetryable);

/// <summary>Callbacks for who wants to see a run while it goes; called on the client's reading loop, so they must be quick.</summary>
public sealed record ClientWatch
{
    /// <summary>An event was given to the reducer. The text is the resume point that came with it, or null.</summary>
    public Action<StreamEvent, string?, Outcomes, Reducer>? OnEvent { get; init; }

    /// <summary>
    /// Items are to be drawn again: by one event, by a snapshot, or by a history that was fetched. Carried out one after the other on a
    /// list, the updates keep it the list of the state.
    /// </summary>
    public Action<IReadOnlyList<ItemUpdate>, Reducer>? OnItems { get; init; }

    /// <summary>A control frame came.</summary>
    public Action<ControlFrame>? OnControl { get; init; }

    /// <summary><c>connecting</c>, <c>open</c>, <c>reconnecting</c> or <c>closed</c>.</summary>
    public Action<string>? OnStatus { get; init; }
}
