using System.Collections.Immutable;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>One turn of a script.</summary>
public sealed record ScriptTurn
{
    /// <summary>How the turn opens; <see cref="StreamEvent.Turn"/> is its id.</summary>
    public required TurnOpen Open { get; init; }

    /// <summary>What the user says, or null when the turn shows no message of the user.</summary>
    public string? User { get; init; }

    /// <summary>What happens after that, ended by a <see cref="TurnClose"/> in every script that ends.</summary>
    public required ImmutableArray<ScriptStep> Steps { get; init; }
}
