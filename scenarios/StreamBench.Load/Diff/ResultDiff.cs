using System.Collections.Immutable;
using StreamBench.Load.Clocks;
using StreamBench.Load.Metrics;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Diff;

/// <summary>
/// Compares two runs and says which changes are more than noise, by a paired block bootstrap: each run is cut into the same
/// number of stretches; 400 times stretches are drawn with replacement, the same places of both runs, and every metric is
/// read off what they hold together. Where 99 % of the drawn changes lie on one side of nothing, the change is real.
/// </summary>
/// <remarks>
/// Drawing the same places keeps a ramp from looking like noise. Changes below 1 % are never called changes. A maximum, or a
/// percentile that fewer than some hundred streams decide, stays doubtful whatever is drawn: compare p99 before p99.99.
/// </remarks>
public static class ResultDiff
{
    /// <summary>Fewer stretches than this say nothing.</summary>
    public const int FewestBlocks = 8;

    private const int MostBlocks = 30;
    private const int Draws = 400;
    private const double Indifference = 0.01;

    /// <summary>What is compared where nobody says what: the start, the flow, the end, and what was right.</summary>
    public static ImmutableArray<string> DefaultMetrics { get; } =
    [
        "ttfe.p50",
        "ttfe.p99",
        "ttfc.p50",
        "ttfc.p99",
        "gap.p99",
        "turn.p50",
        "turn.p99",
        "events/s",
        "correct/s",
        "goodput",
    ];

    /// <summary>The changes of the default metrics and of those that have rules.</summary>
    /// <param name="old">The baseline.</param>
    /// <param name="new">What is judged.</param>
    /// <param name="rules">What must not change by how much.</param>
    /// <param name="seed">Seed of the draws; the same gives the same answer.</param>
    public static ImmutableArray<MetricChange> Of(
        LoadResult old,
        LoadResult @new,
        IReadOnlyList<DiffRule> rules,
        int seed = 1
    )
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        ArgumentNullException.ThrowIfNull(rules);
        ImmutableArray<Metric> metrics =
        [
            .. DefaultMetrics
                .Select(name => MetricTable.Find(name)!)
                .Concat(rules.Select(rule => rule.Metric))
                .DistinctBy(metric => metric.Name),
        ];
        var drawn = Drawn(Blocks.Seconds(old), Blocks.Seconds(@new), metrics, seed);
        var (oldSum, newSum) = (old.Totals.Sum(warmUp: false), @new.Totals.Sum(warmUp: false));
        return
        [
            .. metrics.Select(
                (metric, i) =>
                    Judge(
                        metric,
                        metric.Read(oldSum, old.Measured),
                        metric.Read(newSum, @new.Measured),
                        drawn[i],
                        rules
                    )
            ),
        ];
    }

    // For each metric, the changes of the drawn runs in order; empty when there is too little to draw from.
    private static double[][] Drawn(
        ImmutableArray<LoadInterval> old,
        ImmutableArray<LoadInterval> @new,
        ImmutableArray<Metric> metrics,
        int seed
    )
    {
        var count = Math.Min(MostBlocks, Math.Min(old.Length, @new.Length));
        if (count < FewestBlocks)
        {
            return [.. metrics.Select(_ => Array.Empty<double>())];
        }

        var changes = metrics.Select(_ => new double[Draws]).ToArray();
        var (oldBlocks, newBlocks) = (Blocks.Of(old, count), Blocks.Of(@new, count));
        var (oldTally, newTally) = (new Tally(), new Tally());
        (Clock, ClockColumn)[] timed =
        [
            .. metrics.Select(metric => metric.Timed).OfType<(Clock, ClockColumn)>().Distinct(),
        ];
        var chance = Chance.Of(seed, stream: 0, index: 0);
        var numbers = new int[count];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < count; i++)
            {
                numbers[i] = chance.Next(count);
            }

            var oldLength = oldBlocks.Draw(numbers, timed, oldTally);
            var newLength = newBlocks.Draw(numbers, timed, newTally);
            for (var i = 0; i < metrics.Length; i++)
            {
                changes[i][draw] = Change(metrics[i].Read(oldTally, oldLength), metrics[i].Read(newTally, newLength));
            }
        }

        Array.ForEach(changes, Array.Sort);
        return changes;
    }

    private static MetricChange Judge(
        Metric metric,
        double old,
        double @new,
        double[] drawn,
        IReadOnlyList<DiffRule> rules
    )
    {
        var change = Change(old, @new);
        // Array.Sort puts NaN first.
        if (drawn.Length == 0 || double.IsNaN(change) || double.IsNaN(drawn[0]))
        {
            return new MetricChange(
                metric,
                old,
                @new,
                change,
                double.NaN,
                double.NaN,
                ChangeKind.Unknown,
                Broken: null
            );
        }

        var (low, high) = (drawn[Draws / 200 - 1], drawn[^(Draws / 200)]);
        var kind =
            low > 0 && change > Indifference ? ChangeKind.Grown
            : high < 0 && change < -Indifference ? ChangeKind.Shrunk
            : ChangeKind.Unchanged;
        var broken =
            kind == ChangeKind.Unchanged
                ? null
                : rules.FirstOrDefault(rule => rule.Metric.Name == metric.Name && rule.Forbids(change));
        return new MetricChange(metric, old, @new, change, low, high, kind, broken);
    }

    private static double Change(double old, double @new) =>
        old == @new ? 0
        : double.IsPositiveInfinity(old) ? -1
        : old == 0 ? double.PositiveInfinity
        : @new / old - 1;
}
