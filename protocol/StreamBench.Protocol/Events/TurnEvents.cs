namespace StreamBench.Protocol.Events;

/// <summary><c>turn.open</c>: a new turn with status <c>open</c>. Closes nothing by itself.</summary>
public sealed record TurnOpen : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.TurnOpen;

    /// <summary>Id of an earlier turn that this one supersedes, or null.</summary>
    public string? Replaces { get; init; }

    /// <summary>Id of an earlier turn whose items this turn's events may address, or null.</summary>
    public string? Resumes { get; init; }
}

/// <summary><c>turn.close</c>: the completion signal. The end of a connection never stands in for it.</summary>
public sealed record TurnClose : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.TurnClose;

    /// <summary>One of <see cref="TurnStatus"/> other than <c>open</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why the model stopped, in its own word (for example <c>length</c>), or null.</summary>
    public string? FinishReason { get; init; }

    /// <summary>What went wrong, or null.</summary>
    public ErrorInfo? Error { get; init; }

    /// <summary>Digest of the state after this event, to be checked; or null.</summary>
    public string? Digest { get; init; }
}

/// <summary>An error as a user would meet it.</summary>
/// <param name="Code">Stable machine word; the only part that enters the digest.</param>
/// <param name="Message">One sentence for people, or null.</param>
/// <param name="Retryable">True when trying again may help.</param>
public sealed record ErrorInfo(string Code, string? Message = null, bool Retryable = false);

/// <summary><c>handoff</c>: the turn's agent becomes <see cref="To"/>; an item of kind handoff appears in the order.</summary>
public sealed record Handoff : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Handoff;

    /// <summary>The agent that gives the turn away.</summary>
    public required string From { get; init; }

    /// <summary>The agent that takes it.</summary>
    public required string To { get; init; }

    /// <summary>Why, for people; or null.</summary>
    public string? Reason { get; init; }
}
