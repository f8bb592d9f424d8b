using System.Collections.Immutable;
using System.Net;

namespace StreamBench.Cli.Serving;

/// <summary>What <c>streambench serve</c> was asked for.</summary>
internal sealed record ServeSettings
{
    /// <summary>Shipped names or paths; the first is what a conversation plays when its message names none.</summary>
    public ImmutableArray<string> Scripts { get; init; } = [];

    /// <summary>Port of everything but gRPC; 0 takes a free one.</summary>
    public required int HttpPort { get; init; }

    /// <summary>Port of gRPC; 0 takes a free one.</summary>
    public required int GrpcPort { get; init; }

    /// <summary>Port of the proxy's API (0: that and all proxies take free ones); null for no proxy.</summary>
    public int? ProxyPort { get; init; }

    /// <summary>A <c>toxiproxy.json</c>; null for one proxy a transport.</summary>
    public string? ProxyConfig { get; init; }

    /// <summary>Seed of the proxy's chances; null takes one from the clock.</summary>
    public long? Seed { get; init; }

    /// <summary>Where the agent listens; null for loopback. The proxy never leaves loopback.</summary>
    public IPAddress? Listen { get; init; }

    /// <summary>What clients must present; null asks nobody.</summary>
    public string? Token { get; init; }
}
