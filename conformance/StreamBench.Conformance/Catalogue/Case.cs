using System.Collections.Immutable;

namespace StreamBench.Conformance.Catalogue;

/// <summary>One thing that a client has to survive or to do. Its id never changes meaning and is never used again.</summary>
public sealed record Case
{
    /// <summary>Its id, such as <c>RES-001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is about, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What is done and why, for <c>explain</c>; null when the title says it.</summary>
    public string? About { get; init; }

    /// <summary>How binding it is.</summary>
    public required Level Level { get; init; }

    /// <summary>Release in which it is due: 1, 2 or 3.</summary>
    public required int Phase { get; init; }

    /// <summary>The capabilities it needs.</summary>
    public required ImmutableArray<string> Needs { get; init; }

    /// <summary>The transports it runs on.</summary>
    public required ImmutableArray<string> Transports { get; init; }

    /// <summary>The scripts it plays, in upper case; one run of the case with each. Never empty.</summary>
    public required ImmutableArray<string> Scripts { get; init; }

    /// <summary>What it sweeps over; null for a single run.</summary>
    public Sweep? Sweep { get; init; }

    /// <summary>Its permutations; one without a name when it has none.</summary>
    public required ImmutableArray<Variant> Variants { get; init; }

    /// <summary>The rule it stands for: an id of <c>conformance/rules.yaml</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The group: the letters before the number.</summary>
    public string Group => Id[..Id.IndexOf('-', StringComparison.Ordinal)];
}

/// <summary>One permutation of a case.</summary>
/// <param name="Name">Its name in paths, or null for the only one.</param>
/// <param name="Setup">What happens in it.</param>
public sealed record Variant(string? Name, Setup Setup)
{
    /// <summary>The capabilities it needs beyond those of the case.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];
}

/// <summary>A line of positions; the case is run at each.</summary>
/// <param name="Name">Its name in paths and after <c>$</c> in the set-up: <c>k</c>.</param>
/// <param name="Over">What is counted.</param>
/// <param name="From">The first position, where it is given.</param>
/// <param name="To">The last position; for events counted from the end when negative (-1 is the last event).</param>
public sealed record Sweep(string Name, SweepOver Over, int From, int To);

/// <summary>What a sweep counts.</summary>
public enum SweepOver
{
    /// <summary>Events of the script.</summary>
    Events,

    /// <summary>Bytes of the first response.</summary>
    Bytes,

    /// <summary>Seeds of every chance.</summary>
    Seeds,

    /// <summary>Byte vectors of <c>conformance/vectors</c>.</summary>
    Vectors,

    /// <summary>Ways to slice a byte vector, over all vectors.</summary>
    VectorSlices,
}
