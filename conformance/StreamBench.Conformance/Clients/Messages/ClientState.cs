using System.Collections.Immutable;
using System.Text.Json;

namespace StreamBench.Conformance.Clients.Messages;

/// <summary>
/// The state that a client reports: <c>content(state)</c> of the StreamBench protocol §4 plus its cursor and whether input is
/// enabled. A client leaves out the members that it knows nothing of; a case then compares the others.
/// </summary>
/// <remarks>This record says what is expected; an answer keeps the JSON as the client wrote it.</remarks>
public sealed record ClientState
{
    /// <summary>The turns, in order of their opening.</summary>
    public ImmutableArray<TurnReport> Turns { get; init; } = [];

    /// <summary>The items, in the order in which they are shown.</summary>
    public ImmutableArray<ItemReport> Items { get; init; } = [];

    /// <summary>The approvals, in order of request.</summary>
    public ImmutableArray<ApprovalReport> Approvals { get; init; } = [];

    /// <summary>The spawned agents, by first appearance.</summary>
    public ImmutableArray<AgentReport> Agents { get; init; } = [];

    /// <summary>The entries of the coordination journal, by number.</summary>
    public ImmutableArray<JsonElement> Journal { get; init; } = [];

    /// <summary>The cursor of the last event applied in sequence, or null.</summary>
    public string? Cursor { get; init; }

    /// <summary>True when no turn is open.</summary>
    public bool InputEnabled { get; init; }

    /// <summary>Codes of the errors that the user still sees at the end, one for each; left out where the client does not know.</summary>
    public ImmutableArray<string> Errors { get; init; } = [];

    /// <summary>In place of all others where events are observed: the last event id after the stream's end.</summary>
    public string? LastEventId { get; init; }

    /// <summary>With it: the wait that the stream asked for, in milliseconds; null for none.</summary>
    public long? RetryMs { get; init; }

    /// <summary>With it, from a client that declares <c>comments</c>: the comments of the stream, in order, without their colon.</summary>
    public ImmutableArray<string> Comments { get; init; } = [];
}

/// <summary>A turn as a client sees it.</summary>
/// <param name="Id">Its id; may be the client's own.</param>
/// <param name="Status"><c>open</c>, <c>completed</c>, <c>failed</c>, <c>cancelled</c>, <c>interrupted</c> or <c>timed_out</c>.</param>
/// <param name="Agent">The agent whose turn it is, or null.</param>
/// <param name="FinishReason">Why it ended, where the server says so.</param>
/// <param name="Error">The code of its error, where it failed.</param>
/// <param name="Synth">True when the client closed it by itself, after a time-out.</param>
/// <param name="Superseded">True when another turn replaces it.</param>
public sealed record TurnReport(
    string Id,
    string Status,
    string? Agent = null,
    string? FinishReason = null,
    string? Error = null,
    bool? Synth = null,
    bool? Superseded = null
);

/// <summary>An item as a client sees it. Which members it has depends on its kind.</summary>
public sealed record ItemReport
{
    /// <summary>Its id; may be the client's own.</summary>
    public required string Id { get; init; }

    /// <summary>The id of its turn, as in <see cref="ClientState.Turns"/>.</summary>
    public required string Turn { get; init; }

    /// <summary><c>text</c>, <c>reasoning</c>, <c>tool</c>, <c>element</c>, <c>status</c>, <c>handoff</c> or <c>data</c>.</summary>
    public required string Kind { get; init; }

    /// <summary><c>user</c>, <c>assistant</c> (the default) or <c>system</c>.</summary>
    public string? Role { get; init; }

    /// <summary>The agent that speaks: its own, or else its turn's; or null.</summary>
    public string? Agent { get; init; }

    /// <summary>Text and reasoning: the text.</summary>
    public string? Text { get; init; }

    /// <summary>Tool: its name.</summary>
    public string? Name { get; init; }

    /// <summary>Tool and status: the status.</summary>
    public string? Status { get; init; }

    /// <summary>Tool: the arguments, once they are complete.</summary>
    public JsonElement Args { get; init; }

    /// <summary>Tool: the text of the arguments, until they are complete.</summary>
    public string? ArgsText { get; init; }

    /// <summary>Tool: what it wrote while it ran.</summary>
    public string? Output { get; init; }

    /// <summary>Tool: its result.</summary>
    public JsonElement Result { get; init; }

    /// <summary>Element: its type.</summary>
    public string? ElementType { get; init; }

    /// <summary>Element and data: the value.</summary>
    public JsonElement Value { get; init; }

    /// <summary>Status: the label.</summary>
    public string? Label { get; init; }

    /// <summary>Hand-off: from which agent.</summary>
    public string? From { get; init; }

    /// <summary>Hand-off: to which agent.</summary>
    public string? To { get; init; }

    /// <summary>Hand-off: why.</summary>
    public string? Reason { get; init; }
}

/// <summary>An approval as a client sees it.</summary>
/// <param name="Prompt">What is asked.</param>
/// <param name="Item">The id of the item that waits for it, or null.</param>
/// <param name="Decision">What was decided, or null while it is pending.</param>
public sealed record ApprovalReport(string Prompt, string? Item = null, string? Decision = null)
{
    /// <summary>The arguments as a person changed them, where one did.</summary>
    public JsonElement EditedArgs { get; init; }
}

/// <summary>A spawned agent as a client sees it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Parent">The agent that spawned it, or null.</param>
public sealed record AgentReport(string Name, string Status, string? Parent = null);
