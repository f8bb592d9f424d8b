using System.Collections.Immutable;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Client;

/// <summary>A proxy as a server reports it.</summary>
public sealed record ProxyState
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The address it listens on, with its real port while it is enabled.</summary>
    public required string Listen { get; init; }

    /// <summary>The address it connects to.</summary>
    public required string Upstream { get; init; }

    /// <summary>Whether it listens.</summary>
    public required bool Enabled { get; init; }

    /// <summary>All upstream toxics, then all downstream ones.</summary>
    public ImmutableArray<ToxicConfig> Toxics { get; init; } = [];
}
