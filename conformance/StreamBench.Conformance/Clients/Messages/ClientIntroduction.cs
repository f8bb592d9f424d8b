using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace StreamBench.Conformance.Clients.Messages;

/// <summary>What a client says of itself, as the answer to <c>start</c>.</summary>
public sealed record ClientIntroduction
{
    /// <summary>The version of the plug-in protocol; 1.</summary>
    [AllowedValues(1)]
    public required int Protocol { get; init; }

    /// <summary>Who it is.</summary>
    public required ClientCard Client { get; init; }

    /// <summary>What it can do: names of <see cref="Catalogue.Capabilities"/>. A case that needs another one is not run.</summary>
    public required ImmutableArray<string> Capabilities { get; init; }

    /// <summary>The transports it speaks: <c>sse</c>, <c>ndjson</c>, <c>lp</c>, <c>ws</c>, <c>grpc</c>.</summary>
    public required ImmutableArray<string> Transports { get; init; }

    /// <summary>The wire dialects it speaks, such as <c>streambench/1</c>. Default: that one.</summary>
    public ImmutableArray<string> Dialects { get; init; } = ["streambench/1"];

    /// <summary>How many runs it takes at the same time, 1 to 64. Default 1.</summary>
    [Range(1, 64)]
    public int MaxConcurrency { get; init; } = 1;
}

/// <summary>Who a client is.</summary>
public sealed record ClientCard
{
    /// <summary>Its name in results.</summary>
    [MinLength(1)]
    public required string Name { get; init; }

    /// <summary>Its version, or null.</summary>
    public string? Version { get; init; }

    /// <summary>What it is written in, or null.</summary>
    public string? Language { get; init; }

    /// <summary>Where it lives, or null.</summary>
    public string? Homepage { get; init; }

    /// <summary>Where to report its bugs, or null.</summary>
    public string? Issues { get; init; }
}
