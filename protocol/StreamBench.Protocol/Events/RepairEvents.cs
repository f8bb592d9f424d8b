using System.Text.Json;

namespace StreamBench.Protocol.Events;

/// <summary><c>snapshot</c>: the whole conversation after every event up to this seq; the only event that may jump a gap.</summary>
public sealed record Snapshot : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Snapshot;

    /// <summary>The conversation in the JSON form of protocol §2.</summary>
    public required JsonElement State { get; init; }

    /// <summary>Digest of that state.</summary>
    public required string Digest { get; init; }
}

/// <summary><c>checkpoint</c>: verify only.</summary>
public sealed record Checkpoint : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Checkpoint;

    /// <summary>Digest of the state after every event up to this seq.</summary>
    public required string Digest { get; init; }
}

/// <summary><c>error</c>: recorded; state changes only through turn.close and item.status.</summary>
public sealed record StreamError : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Error;

    /// <summary><c>stream</c>, <c>turn</c> or <c>item</c>.</summary>
    public required string Scope { get; init; }

    /// <summary>Stable machine word.</summary>
    public required string Code { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>True when trying again may help.</summary>
    public bool Retryable { get; init; }

    /// <summary>Earliest time for another try, in milliseconds from now; or null.</summary>
    public int? RetryAfterMs { get; init; }
}

/// <summary>A sequenced event of a type this version does not know. It is kept out of state and consumes its seq.</summary>
public sealed record UnknownEvent(string WireType) : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => WireType;
}
