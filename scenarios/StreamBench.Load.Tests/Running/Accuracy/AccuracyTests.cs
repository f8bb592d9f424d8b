using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Histograms;

namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>
/// What a run reports is true within 1 ms or 2 %. Truth is what happened in this very run: when the server wrote, and when the
/// engine opened, read and closed. What it was meant to be is no part of it, so that a busy machine makes nobody a liar.
/// </summary>
[Collection(nameof(Alone))]
public sealed class AccuracyTests
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);
    private static readonly double[] Percents = [50, 99];

    [Fact]
    public async Task Every_clock_reports_what_the_server_did_and_the_engines_own_lag_behind_it()
    {
        var run = await WitnessedRun.PlayAsync(TimeProvider.System, WarmUp);

        run.Result.All()[Counter.Completed].ShouldBe(200);
        run.Lags.ShouldAllBe(lag => lag.Most > 0);
        Figures(run, StampingServer.FirstText).Where(figure => figure.IsOff).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clock_that_runs_three_percent_fast_is_found()
    {
        var run = await WitnessedRun.PlayAsync(new FastClock(), WarmUp);

        var off = Figures(run, StampingServer.FirstText).Where(figure => figure.IsOff).Select(figure => figure.Name);

        off.ShouldContain("FirstEvent Real p50");
        off.ShouldContain("FirstEvent Real p99");
        off.ShouldContain("Turn Real p50");
    }

    [Fact]
    public async Task A_clock_that_stops_at_another_event_is_found()
    {
        var run = await WitnessedRun.PlayAsync(TimeProvider.System, WarmUp);

        var off = Figures(run, firstContent: StampingServer.FirstText + 1).Where(figure => figure.IsOff);

        var expected =
            from column in new[] { "Intended", "Real" }
            from percent in Percents
            select $"FirstContent {column} p{percent}";
        expected.ShouldBeSubsetOf(off.Select(figure => figure.Name));
    }

    private static IEnumerable<Figure> Figures(WitnessedRun run, int firstContent)
    {
        var tally = run.Result.All();
        foreach (var column in new[] { ClockColumn.Intended, ClockColumn.Real })
        {
            foreach (
                var (clock, number) in new[]
                {
                    (Clock.FirstEvent, StampingServer.Role),
                    (Clock.FirstContent, firstContent),
                    (Clock.Turn, StampingServer.Done),
                }
            )
            {
                var truth = run.Until(number, column).Select(time => (time, time));
                foreach (var figure in Compare($"{clock} {column}", tally.Times(clock, column), truth))
                {
                    yield return figure;
                }
            }
        }

        var gaps = Compare("Gap", Times(Clock.Gap), run.Gaps.Select(time => (time, time)));
        var late = Compare("Schedule", Times(Clock.Schedule), run.Lateness.Select(time => (time, time)));
        // Lag is what stands between the server's writes and all that is compared above: it must be true itself.
        var lags = Compare("Handling", Times(Clock.Handling), run.Lags);
        foreach (var figure in gaps.Concat(late).Concat(lags))
        {
            yield return figure;
        }

        Histogram Times(Clock clock) => tally.Times(clock, ClockColumn.Intended);
    }

    private static IEnumerable<Figure> Compare(
        string name,
        Histogram reported,
        IEnumerable<(long Least, long Most)> truth
    )
    {
        var all = truth.ToList();
        reported.Count.ShouldBe(all.Count, name);
        var (least, most) = (
            all.Select(one => one.Least).Order().ToList(),
            all.Select(one => one.Most).Order().ToList()
        );
        return Percents.Select(percent =>
        {
            var at = (int)Math.Ceiling(percent / 100 * all.Count) - 1;
            return new Figure($"{name} p{percent}", reported.Percentile(percent), least[at], most[at]);
        });
    }
}
