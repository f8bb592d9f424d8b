using System.Text.Json;

namespace StreamBench.Protocol.Events;

/// <summary><c>agent.spawn</c>: a new agent in the tree. Late children are allowed.</summary>
public sealed record AgentSpawn : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.AgentSpawn;

    /// <summary>The agent that started it, or null for a root.</summary>
    public string? Parent { get; init; }
}

/// <summary><c>agent.finish</c>: an agent has ended.</summary>
public sealed record AgentFinish : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.AgentFinish;

    /// <summary>One of <see cref="AgentStatus"/> other than <c>running</c>.</summary>
    public required string Status { get; init; }
}

/// <summary><c>journal</c>: one line of the coordination journal.</summary>
public sealed record JournalLine : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.Journal;

    /// <summary>Number of the line, counted from 1.</summary>
    public required int N { get; init; }

    /// <summary>What is recorded; any JSON value.</summary>
    public required JsonElement Entry { get; init; }
}
