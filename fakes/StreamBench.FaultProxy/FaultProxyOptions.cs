namespace StreamBench.FaultProxy;

/// <summary>How a fault proxy server works.</summary>
public sealed record FaultProxyOptions
{
    /// <summary>All chance (jitter, toxicity, cuts, losses) follows from it; null takes one from the clock.</summary>
    public long? Seed { get; init; }

    /// <summary>The clock; null is the system's, with timers right to about a tenth of a millisecond.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Whether the API answers <c>GET /metrics</c>. Default false, as Toxiproxy's <c>-proxy-metrics</c>.</summary>
    public bool Metrics { get; init; }
}
