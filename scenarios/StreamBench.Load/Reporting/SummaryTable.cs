using System.Collections.Immutable;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Metrics;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;

namespace StreamBench.Load.Reporting;

/// <summary>What every report shows of a result, so that all show the same.</summary>
internal static class SummaryTable
{
    internal static readonly ImmutableArray<string> ClockColumns =
    [
        "p50",
        "p90",
        "p99",
        "p99.9",
        "p99.99",
        "max",
        "never",
    ];

    /// <summary>results.jsonl has up to a hundred.</summary>
    private const int ShownMismatches = 5;

    private static readonly ImmutableArray<string> Flow =
    [
        "arrivals",
        "completed",
        "mismatch",
        "truncated",
        "refused",
        "failed",
        "unfinished",
        "dropped",
        "goodput",
        "turns/s",
        "correct/s",
        "events/s",
        "bytes/s",
        "events/read",
        "coalesced-share",
        "stalls",
        "reconnects",
        "verified-share",
    ];

    // Only where a plan has them.
    private static readonly ImmutableArray<string> Watchers = ["watchers", "watchers.lost"];

    /// <summary>Counters and rates of some streams.</summary>
    internal static IEnumerable<(string Name, string Value)> FlowOf(Tally tally, TimeSpan measured) =>
        (tally[Counter.Watchers] + tally[Counter.WatchersLost] > 0 ? Flow.AddRange(Watchers) : Flow)
            .Select(name => MetricTable.Find(name)!)
            .Select(metric => (metric.Name, metric.Show(metric.Read(tally, measured))));

    /// <summary>A row for each clock, and each of its columns, that was timed.</summary>
    internal static IEnumerable<ClockRow> ClocksOf(Tally tally) =>
        from clock in ClockTable.All
        where tally.Read(clock.Clock, ClockColumn.Intended).Count > 0
        from start in clock.Columns
        select new ClockRow(
            clock.Name + start,
            [
                .. ClockColumns
                    .Select(column => Metric($"{clock.Name}{start}.{column}"))
                    .Select(metric => metric.Show(metric.Read(tally, TimeSpan.Zero))),
            ]
        );

    /// <summary>What was found beside the numbers, in lines under a heading each; a heading without lines is left out.</summary>
    internal static IEnumerable<(string Name, ImmutableArray<string> Facts)> FindingsOf(RunFindings findings) =>
        new (string Name, ImmutableArray<string> Facts)[]
        {
            (
                "streams without completion signal",
                [.. findings.Failures.Select(failure => $"{failure.Value, 7} {failure.Key}")]
            ),
            (
                "wrong final states",
                [
                    .. findings
                        .Mismatches.Take(ShownMismatches)
                        .SelectMany(one =>
                            new[]
                            {
                                $"{one.Scenario}, session {one.Session}, turn {one.Turn}: {one.Problem}",
                                $"repeat: {one.Repeat}",
                            }
                        ),
                ]
            ),
            ("the engine itself", [.. findings.Engine.Select(fact => $"{fact.Key}: {fact.Value}")]),
        }.Where(part => !part.Facts.IsEmpty);

    /// <summary>All streams, then each scenario where there are several.</summary>
    internal static IEnumerable<(string Name, Tally Tally)> Parts(LoadResult result)
    {
        yield return ("all", result.Totals.Sum(warmUp: false));
        for (var i = 0; i < result.Header.Scenarios.Length && result.Header.Scenarios.Length > 1; i++)
        {
            yield return (result.Header.Scenarios[i], result.Totals[i, warmUp: false] ?? new Tally());
        }
    }

    private static Metric Metric(string name) => MetricTable.Find(name)!;
}

/// <summary>A clock in a report.</summary>
/// <param name="Name">Its name, with <c>.real</c> where it runs from the real start.</param>
/// <param name="Values">In the order of <see cref="SummaryTable.ClockColumns"/>.</param>
internal sealed record ClockRow(string Name, ImmutableArray<string> Values);
