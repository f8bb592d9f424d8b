using StreamBench.Load.Counters;
using StreamBench.Load.Metrics;
using StreamBench.Load.Recording;
using StreamBench.Load.Schedules;
using StreamBench.Load.Thresholds;

namespace StreamBench.Load.Tests.Thresholds;

public sealed class ThresholdTests
{
    private const long Ms = 1_000_000;

    [Theory]
    [InlineData("ttfe.p99<400ms", "ttfe.p99", Comparison.Less, 400e6)]
    [InlineData(" ttfe.real.p99.9 <= 1.5s ", "ttfe.real.p99.9", Comparison.AtMost, 1.5e9)]
    [InlineData("goodput>=0.999", "goodput", Comparison.AtLeast, 0.999)]
    [InlineData("goodput>=99.9%", "goodput", Comparison.AtLeast, 0.999)]
    [InlineData("mismatch==0", "mismatch", Comparison.Equal, 0.0)]
    [InlineData("events/s>1000", "events/s", Comparison.More, 1000.0)]
    [InlineData("failed.reset!=1", "failed.reset", Comparison.NotEqual, 1.0)]
    [InlineData("gap.never==0", "gap.never", Comparison.Equal, 0.0)]
    public void A_threshold_is_a_metric_a_comparison_and_a_limit(
        string text,
        string metric,
        Comparison comparison,
        double limit
    )
    {
        var threshold = ThresholdParser.Parse(text, []).Threshold.ShouldNotBeNull();

        threshold.Metric.Name.ShouldBe(metric);
        threshold.Comparison.ShouldBe(comparison);
        threshold.Limit.ShouldBe(limit, 1e-9);
        threshold.Scenario.ShouldBeNull();
    }

    [Theory]
    [InlineData("ttfe.p99", 9, "a comparison is missing")]
    [InlineData("ttfe.p99=400ms", 9, "unknown comparison")]
    [InlineData("  ttef.p99<400ms", 3, "unknown metric \"ttef.p99\" (did you mean \"ttfe\"?)")]
    [InlineData("ttfe.p101<400ms", 1, "unknown metric")]
    [InlineData("gap.real.p99<400ms", 1, "unknown metric")]
    [InlineData("ttfe.p99< 400", 11, "\"400\" is no limit for ttfe.p99; write a duration")]
    [InlineData("goodput>=99.9", 10, "write a share")]
    [InlineData("mismatch==none", 11, "write a number")]
    [InlineData("refnd/goodput>0.9", 1, "unknown scenario \"refnd\" (did you mean \"refund\"?)")]
    public void What_is_wrong_is_said_with_its_column(string text, int column, string problem)
    {
        var parsed = ThresholdParser.Parse(text, ["refund"]);

        parsed.Threshold.ShouldBeNull();
        parsed.Column.ShouldBe(column);
        parsed.Problem.ShouldContain(problem);
    }

    [Fact]
    public void A_threshold_is_judged_by_its_scenario_or_by_all()
    {
        var tallies = new TallySet(2);
        Play(tallies, scenario: 0, times: 100, StreamOutcome.Completed, 10 * Ms);
        Play(tallies, scenario: 1, times: 1, StreamOutcome.Mismatch, 900 * Ms);

        string[] texts = ["mismatch==0", "chat/mismatch==0", "ttfe.p50<20ms", "refund/ttfe.p50<20ms", "events/s>=10"];
        var verdicts = ThresholdVerdict.Of(texts, ["chat", "refund"], tallies, TimeSpan.FromSeconds(10));

        verdicts.Select(verdict => verdict.Held).ShouldBe([false, true, true, false, true]);
        verdicts.Select(verdict => verdict.Shown).ShouldBe(["1", "0", "10.0ms", "900ms", "10.1"]);
    }

    [Fact]
    public void Never_is_longer_than_any_limit_and_no_data_holds_nothing()
    {
        var tallies = new TallySet(1);
        Play(tallies, 0, 10, StreamOutcome.Refused, -1);

        var verdicts = ThresholdVerdict.Of(
            ["ttfe.p50<24h", "ttfe.p50>1s", "recover.p50<24h", "recover.p50>0", "ttfe.never==10"],
            ["chat"],
            tallies,
            TimeSpan.FromSeconds(1)
        );

        verdicts.Select(verdict => verdict.Held).ShouldBe([false, true, false, false, true]);
        verdicts.Select(verdict => verdict.Shown).ShouldBe(["never", "never", "no data", "no data", "10"]);
    }

    [Fact]
    public void Every_metric_that_a_report_may_name_is_there()
    {
        foreach (var name in MetricTable.Words.Where(word => MetricTable.Find(word + ".p50") is null))
        {
            MetricTable.Find(name).ShouldNotBeNull().Name.ShouldBe(name);
        }
    }

    [Fact]
    public void Dropped_arrivals_stay_in_the_denominator_of_goodput()
    {
        var tally = new Tally();
        tally.Count(Counter.Started, 9);
        tally.Count(Counter.Completed, 9);
        tally.Count(Counter.Dropped, 3);

        MetricTable.Find("goodput")!.Read(tally, TimeSpan.FromSeconds(1)).ShouldBe(0.75);
    }

    internal static void Play(TallySet tallies, int scenario, int times, StreamOutcome outcome, long firstEvent)
    {
        var recorder = new StreamRecorder(tallies.Scenarios, 100 * Ms);
        StreamMarks stream = default;
        for (var i = 0; i < times; i++)
        {
            recorder.OnStart(ref stream, new Arrival(i, 0, scenario, i, IsWarmUp: false), 0);
            if (firstEvent >= 0)
            {
                recorder.OnEvent(ref stream, firstEvent, isContent: true);
            }

            recorder.OnEnd(ref stream, firstEvent + Ms, outcome, verified: true);
        }

        var exchange = new TallyExchange(tallies.Scenarios);
        recorder.Cut(exchange, at: 0);
        exchange.MergeInto(tallies);
    }
}
