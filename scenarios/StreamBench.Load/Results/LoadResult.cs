using System.Collections.Immutable;
using StreamBench.Load.Recording;
using StreamBench.Load.Thresholds;

namespace StreamBench.Load.Results;

/// <summary>A run, or a part of one, or several parts merged.</summary>
public sealed record LoadResult
{
    /// <summary>What was run.</summary>
    public required ResultHeader Header { get; init; }

    /// <summary>Second by second.</summary>
    public required ImmutableArray<LoadInterval> Intervals { get; init; }

    /// <summary>The sum of the intervals.</summary>
    public required TallySet Totals { get; init; }

    /// <summary>What rates are divided by: the time after the warm-up.</summary>
    public required TimeSpan Measured { get; init; }

    /// <summary>Most streams that were open at the end of a second.</summary>
    public long PeakOpen => Intervals.Select(interval => interval.Open).DefaultIfEmpty().Max();

    /// <summary>True when it was stopped or killed before its plan was done.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Why it is not trustworthy; empty when the engine kept up.</summary>
    public ImmutableArray<string> Distrust { get; init; } = [];

    /// <summary>Failures, mismatches and what the engine says of itself.</summary>
    public RunFindings Findings { get; init; } = RunFindings.None;

    /// <summary>Whether the thresholds in the header held.</summary>
    public ImmutableArray<ThresholdVerdict> Verdicts() => Judge(Header.Thresholds);

    /// <summary>Whether other thresholds held.</summary>
    public ImmutableArray<ThresholdVerdict> Judge(IEnumerable<string> thresholds) =>
        ThresholdVerdict.Of(thresholds, Header.Scenarios, Totals, Measured);
}
