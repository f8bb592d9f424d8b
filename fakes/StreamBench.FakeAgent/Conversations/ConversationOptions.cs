using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Conversations;

/// <summary>What conversations are made of, unless they are given something else.</summary>
public sealed record ConversationOptions
{
    /// <summary>Replay window and event size.</summary>
    public JournalOptions Journal { get; init; } = new();

    /// <summary>Heartbeats and slow readers.</summary>
    public SubscriptionLimits Subscriptions { get; init; } = new();

    /// <summary>How subscribers are treated. Default: as the protocol says.</summary>
    public AgentBehaviour Behaviour { get; init; } = AgentBehaviour.Correct;

    /// <summary>Multiplies every wait of the scripts: 1 as written, 0 without waits.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>How many message ids and idempotency keys are remembered in each conversation; the oldest is forgotten first. Default 1,024.</summary>
    public int RememberedKeys { get; init; } = 1_024;

    /// <summary>Most subscribers of one conversation at the same time; one more is refused with 503. Default 10,000.</summary>
    public int MaxSubscribers { get; init; } = 10_000;
}
