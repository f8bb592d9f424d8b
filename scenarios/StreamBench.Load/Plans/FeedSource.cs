using System.Collections.Immutable;

namespace StreamBench.Load.Plans;

/// <summary>Where the inputs of a scenario come from: a file, or templates that Bogus fills. One of the two.</summary>
public sealed record FeedSource
{
    /// <summary>A CSV file with a header line, a JSON array of objects, or JSON lines, by the file's extension.</summary>
    public string? File { get; init; }

    /// <summary>Bogus templates by field: <c>name: "{{name.fullName}}"</c>.</summary>
    public ImmutableSortedDictionary<string, string> Fake { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Which row is next; in sequence by default.</summary>
    public FeedOrder Order { get; init; }
}

/// <summary>Which row of a file the n-th stream takes.</summary>
public enum FeedOrder
{
    /// <summary>The n-th, beginning again after the last.</summary>
    Sequence,

    /// <summary>Each once in an order by the seed, then each again in another order.</summary>
    Shuffle,

    /// <summary>Any, by the seed.</summary>
    Random,

    /// <summary>The n-th; a plan with more arrivals than rows is refused when the rows run out.</summary>
    Once,
}
