using System.Collections.Immutable;

namespace StreamBench.Load.Results;

/// <summary>What a run found beside its numbers.</summary>
public sealed record RunFindings
{
    /// <summary>Nothing.</summary>
    public static RunFindings None { get; } = new();

    /// <summary>Streams without completion signal by what happened to them.</summary>
    public ImmutableSortedDictionary<string, long> Failures { get; init; } =
        ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>The first streams that ended in a wrong state, at most 100 a segment; the counter has all.</summary>
    public ImmutableArray<MismatchLine> Mismatches { get; init; } = [];

    /// <summary>What the engine says of itself, by name: CPU of its loops, pauses of the collector, sockets.</summary>
    public ImmutableSortedDictionary<string, string> Engine { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The findings of several segments together.</summary>
    internal static RunFindings Sum(IReadOnlyList<LoadResult> results) =>
        results.Count == 1
            ? results[0].Findings
            : new RunFindings
            {
                Failures = results
                    .SelectMany(result => result.Findings.Failures)
                    .GroupBy(failure => failure.Key, StringComparer.Ordinal)
                    .ToImmutableSortedDictionary(
                        same => same.Key,
                        same => same.Sum(failure => failure.Value),
                        StringComparer.Ordinal
                    ),
                Mismatches = [.. results.SelectMany(result => result.Findings.Mismatches).OrderBy(line => line.Stream)],
                Engine = results
                    .SelectMany(result =>
                        result.Findings.Engine.Select(fact =>
                            (Key: $"{string.Join(",", result.Header.Segments)} {fact.Key}", fact.Value)
                        )
                    )
                    .ToImmutableSortedDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal),
            };
}

/// <summary>A stream that ended in a wrong state.</summary>
/// <param name="Scenario">Name of its scenario.</param>
/// <param name="Stream">Its number in the plan.</param>
/// <param name="Session">The server's conversation.</param>
/// <param name="Turn">Id of the turn; empty when none opened.</param>
/// <param name="Problem">What is wrong, on one line.</param>
/// <param name="Repeat">A command that plays this stream alone.</param>
public sealed record MismatchLine(
    string Scenario,
    long Stream,
    string Session,
    string Turn,
    string Problem,
    string Repeat
);
