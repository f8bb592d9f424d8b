using System.Text.Json;

namespace StreamBench.Protocol.Events;

/// <summary><c>tool.args</c>: more of a tool call's argument text.</summary>
public sealed record ToolArgs : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ToolArgs;

    /// <summary>A fragment of JSON text.</summary>
    public required string Text { get; init; }

    /// <summary>Where it belongs, in UTF-16 code units; null appends blindly.</summary>
    public int? Offset { get; init; }
}

/// <summary><c>tool.call</c>: the arguments are complete and the tool runs.</summary>
public sealed record ToolCall : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ToolCall;

    /// <summary>The arguments, or undefined to parse the streamed text.</summary>
    public JsonElement Args { get; init; }
}

/// <summary><c>tool.output</c>: streamed output of a running tool.</summary>
public sealed record ToolOutput : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ToolOutput;

    /// <summary>The output.</summary>
    public required string Text { get; init; }

    /// <summary>Where it belongs, in UTF-16 code units; null appends blindly.</summary>
    public int? Offset { get; init; }
}

/// <summary><c>tool.result</c>: the tool ended with <c>success</c> or <c>error</c>.</summary>
public sealed record ToolResult : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ToolResult;

    /// <summary>What the tool answered; any JSON value.</summary>
    public required JsonElement Result { get; init; }

    /// <summary>True when the tool failed.</summary>
    public bool IsError { get; init; }
}

/// <summary><c>approval.request</c>: a decision that a person has to take; the item waits for it.</summary>
public sealed record ApprovalRequest : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ApprovalRequest;

    /// <summary>The server's id of the approval.</summary>
    public required string Approval { get; init; }

    /// <summary>The question, for people.</summary>
    public required string Prompt { get; init; }

    /// <summary>Answers to offer, as the server sent them; or undefined.</summary>
    public JsonElement Options { get; init; }

    /// <summary>When the server stops waiting, in Unix milliseconds; or null.</summary>
    public long? ExpiresAt { get; init; }
}

/// <summary><c>approval.decision</c>: the answer to a request. Not bound to an open turn.</summary>
public sealed record ApprovalDecision : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ApprovalDecision;

    /// <summary>The server's id of the approval.</summary>
    public required string Approval { get; init; }

    /// <summary>One of <see cref="Decisions"/>.</summary>
    public required string Decision { get; init; }

    /// <summary>Who decided, or null.</summary>
    public string? By { get; init; }

    /// <summary>The arguments as the person changed them (decision <c>edited</c>), or undefined.</summary>
    public JsonElement EditedArgs { get; init; }
}
