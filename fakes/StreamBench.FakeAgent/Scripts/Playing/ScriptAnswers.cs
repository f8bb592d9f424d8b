using System.Collections.Immutable;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>What the people of an expected journal decide. A client's tool always answers as the script expects.</summary>
public sealed record ScriptAnswers
{
    /// <summary>Every approval is approved.</summary>
    public static ScriptAnswers Approve { get; } = new();

    /// <summary>Approval id → one of <see cref="Protocol.Events.Decisions"/>.</summary>
    public ImmutableDictionary<string, string> Decisions { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The decision on every other approval; <c>expired</c> lets it expire.</summary>
    public string Otherwise { get; init; } = Protocol.Events.Decisions.Approved;

    internal string To(string approval) => Decisions.GetValueOrDefault(approval, Otherwise);
}
