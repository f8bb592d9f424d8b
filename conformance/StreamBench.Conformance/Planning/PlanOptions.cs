using System.Collections.Immutable;

namespace StreamBench.Conformance.Planning;

/// <summary>What to run of a catalogue.</summary>
public sealed record PlanOptions
{
    /// <summary>Positions of a sweep that are run unless all are.</summary>
    public const int DefaultSamples = 64;

    /// <summary>Only what one of these matches; none for everything.</summary>
    public ImmutableArray<PathPattern> Run { get; init; } = [];

    /// <summary>Not what one of these matches.</summary>
    public ImmutableArray<PathPattern> Skip { get; init; } = [];

    /// <summary>Only on these transports; none for all that the client speaks.</summary>
    public ImmutableArray<string> Transports { get; init; } = [];

    /// <summary>The dialects.</summary>
    public ImmutableArray<string> Dialects { get; init; } = ["streambench"];

    /// <summary>Cases up to this release. Default 2.</summary>
    public int Phase { get; init; } = 2;

    /// <summary>Every position of every sweep.</summary>
    public bool Exhaustive { get; init; }

    /// <summary>Most positions of a sweep when not exhaustive.</summary>
    public int Samples { get; init; } = DefaultSamples;

    /// <summary>Seed of the order and of every chance in the runs.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Which part of the plan, from 1.</summary>
    public int Shard { get; init; } = 1;

    /// <summary>Into how many parts the plan is cut.</summary>
    public int Shards { get; init; } = 1;
}
