using System.Collections.Immutable;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Proxies;

/// <summary>A proxy as somebody wants it: one entry of <c>toxiproxy.json</c>.</summary>
public sealed record ProxyConfig
{
    /// <summary>Any text that is not empty.</summary>
    public required string Name { get; init; }

    /// <summary>Where to listen, <c>host:port</c>; port 0 takes a free one. Default loopback, port 0.</summary>
    public string Listen { get; init; } = ListenAddress.Default;

    /// <summary>Where to connect, <c>host:port</c>; looked up anew for each connection.</summary>
    public required string Upstream { get; init; }

    /// <summary>Whether it listens. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Toxics it has from the start. Default none.</summary>
    public ImmutableArray<ToxicConfig> Toxics { get; init; } = [];

    /// <summary>Rules for streams it has from the start. Default none.</summary>
    public FaultRules Rules { get; init; } = FaultRules.None;
}

/// <summary>What to change of a proxy; what is null stays.</summary>
/// <param name="Listen">Where to listen.</param>
/// <param name="Upstream">Where to connect.</param>
/// <param name="Enabled">Whether it listens.</param>
public sealed record ProxyUpdate(string? Listen = null, string? Upstream = null, bool? Enabled = null);
