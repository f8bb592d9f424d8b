using System.Collections.Immutable;

namespace StreamBench.Conformance.Results;

/// <summary>
/// Finds entries of a baseline that excuse nothing any more. A sweep fails at some positions and passes at others, so this can only be said
/// of all the runs of a cell together: an entry is stale there when it speaks of some of them, and not one of these failed.
/// </summary>
internal static class Staleness
{
    /// <summary>The runs of one cell; those of which only stale entries speak are marked.</summary>
    internal static ImmutableArray<RunResult> Settle(ImmutableArray<RunResult> runs)
    {
        var alive = runs.SelectMany(run => run.Listed)
            .Where(listing => listing.Failed || listing.As == ListedAs.Flaky)
            .Select(listing => listing.Pattern)
            .ToHashSet(StringComparer.Ordinal);
        return [.. runs.Select(run => IsStale(run, alive) ? run with { Standing = Standing.Stale } : run)];
    }

    private static bool IsStale(RunResult run, HashSet<string> alive) =>
        run.Standing == Standing.AsExpected && run.Listed.Any(listing => !alive.Contains(listing.Pattern));
}
