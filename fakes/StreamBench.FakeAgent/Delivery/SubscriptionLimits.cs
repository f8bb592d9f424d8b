namespace StreamBench.FakeAgent.Delivery;

/// <summary>How long a subscriber may be silent or slow.</summary>
public sealed record SubscriptionLimits
{
    /// <summary>Longest silence before a heartbeat. Default 15 s; must be positive.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What <c>hello</c> and <c>bye</c> name as the lower bound for a reconnect. Default 1 s.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many events a reader that had caught up may fall behind before it is told <c>bye{slow_consumer}</c>. Default 10,000.
    /// </summary>
    public int MaxLag { get; init; } = 10_000;

    /// <summary>How long one write may wait for a client that does not read before its connection is cut. Default 30 s.</summary>
    public TimeSpan MaxStall { get; init; } = TimeSpan.FromSeconds(30);
}
