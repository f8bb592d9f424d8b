using System.Collections.Immutable;
using System.Text.Json.Serialization;
using StreamBench.Load.Clocks;

namespace StreamBench.Load.Results;

/// <summary>A line of results.jsonl: a header, an interval a second, a footer. Times are nanoseconds.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "line")]
[JsonDerivedType(typeof(ResultHeader), "header")]
[JsonDerivedType(typeof(IntervalLine), "interval")]
[JsonDerivedType(typeof(ResultFooter), "footer")]
public abstract record ResultLine;

/// <summary>What was run, where and when.</summary>
public sealed record ResultHeader : ResultLine
{
    /// <summary>Version of the format: 1.</summary>
    public int StreambenchLoadResult { get; init; } = 1;

    /// <summary>Name of the plan.</summary>
    public required string Plan { get; init; }

    /// <summary>Everything the plan says, as a digest; results merge only when it is the same.</summary>
    public required string PlanDigest { get; init; }

    /// <summary>Seed of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>The parts of the plan that are in here, such as <c>2/4</c>; one before merging.</summary>
    public required ImmutableArray<string> Segments { get; init; }

    /// <summary>Names of the scenarios, in the plan's order.</summary>
    public required ImmutableArray<string> Scenarios { get; init; }

    /// <summary>What must hold, as the plan and the command line say.</summary>
    public ImmutableArray<string> Thresholds { get; init; } = [];

    /// <summary>Length of the warm-up.</summary>
    public long WarmUpNanoseconds { get; init; }

    /// <summary>When it began, by the machine's wall clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What each clock means, by its name.</summary>
    public ImmutableSortedDictionary<string, string> Clocks { get; init; } = ClockTable.Sentences;

    /// <summary>What ran it: tool version, processor count, operating system and the like, by name.</summary>
    public ImmutableSortedDictionary<string, string> Machine { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>What was counted in about a second.</summary>
public sealed record IntervalLine : ResultLine
{
    /// <summary>Which second of the run, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>How long it was.</summary>
    public required long LengthNanoseconds { get; init; }

    /// <summary>Streams open at its end.</summary>
    public long Open { get; init; }

    /// <summary>A tally for each scenario that did something.</summary>
    public required ImmutableArray<TallyLine> Tallies { get; init; }
}

/// <summary>The sum of all intervals, and how the run ended. A file without one was killed: its intervals still count.</summary>
public sealed record ResultFooter : ResultLine
{
    /// <summary>True when the run was stopped before its plan was done.</summary>
    public bool Interrupted { get; init; }

    /// <summary>Time from the end of the warm-up to the end of the last interval: what rates are divided by.</summary>
    public required long MeasuredNanoseconds { get; init; }

    /// <summary>Why the run is not trustworthy, a sentence each; empty when the engine kept up.</summary>
    public ImmutableArray<string> Distrust { get; init; } = [];

    /// <summary>Failures, mismatches and what the engine says of itself.</summary>
    public RunFindings Findings { get; init; } = RunFindings.None;

    /// <summary>A tally for each scenario that did something.</summary>
    public required ImmutableArray<TallyLine> Tallies { get; init; }
}
