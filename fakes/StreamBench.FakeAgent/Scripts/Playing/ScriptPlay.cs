using System.Collections.Immutable;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>Plays a script to its end without a network: the journal that every client is compared with.</summary>
public static class ScriptPlay
{
    /// <summary>The full journal, seq from 1. The answers come when nothing else is left to say.</summary>
    public static ImmutableArray<StreamEvent> Events(Script script, ScriptAnswers? answers = null) =>
        throw new NotSupportedException();
}

/// <summary>What the people of an expected journal decide.</summary>
public sealed record ScriptAnswers
{
    /// <summary>Every approval is approved; every client tool answers as the script expects.</summary>
    public static ScriptAnswers Approve { get; } = new();

    /// <summary>The decision on an approval that <see cref="Decisions"/> does not name: one of the protocol's; <c>expired</c> lets it expire.</summary>
    public string Otherwise { get; init; } = Protocol.Events.Decisions.Approved;

    /// <summary>Approval id → decision.</summary>
    public ImmutableDictionary<string, string> Decisions { get; init; } = ImmutableDictionary<string, string>.Empty;
}
