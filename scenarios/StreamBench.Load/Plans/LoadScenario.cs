using System.Collections.Immutable;
using StreamBench.Load.Models;

namespace StreamBench.Load.Plans;

/// <summary>One kind of user.</summary>
public sealed record LoadScenario
{
    /// <summary>Its name in results.</summary>
    public required string Name { get; init; }

    /// <summary>The script that the fake agent plays, by name or path; null for a server of one's own.</summary>
    public string? Script { get; init; }

    /// <summary>Its share of the plan's load, by the sum of all weights; 1 by default. Without meaning beside a load of its own.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>A load of its own; empty when it shares the plan's.</summary>
    public ImmutableArray<LoadModel> Load { get; init; } = [];

    /// <summary>How long a user of a closed load waits between two streams; none by default.</summary>
    public ThinkTime ThinkTime { get; init; }

    /// <summary>Where its inputs come from; a text of its own for each stream when null.</summary>
    public FeedSource? Feed { get; init; }

    /// <summary>Who reads slowly; nobody when null.</summary>
    public SlowReaders? SlowReaders { get; init; }
}

/// <summary>A wait drawn evenly between two by the plan's seed.</summary>
/// <param name="Least">Shortest.</param>
/// <param name="Most">Longest.</param>
public readonly record struct ThinkTime(TimeSpan Least, TimeSpan Most);

/// <summary>Streams that read no faster than this, so that the server's buffers fill.</summary>
/// <param name="Share">Share of the scenario's streams, from 0 to 1.</param>
/// <param name="BytesPerSecond">How fast they read.</param>
public sealed record SlowReaders(double Share, int BytesPerSecond);
