using StreamBench.Load.Diff;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Schedules;
using StreamBench.Load.Tests.Results;

namespace StreamBench.Load.Tests.Diff;

public sealed class ResultDiffTests
{
    private static readonly LoadPlan Plan = new()
    {
        Name = "diff",
        Load =
        [
            new RampingInject { Rate = new(60), During = TimeSpan.FromSeconds(10) },
            new Poisson { Rate = new(60), During = TimeSpan.FromSeconds(30) },
        ],
        Scenarios = [new() { Name = "chat" }],
    };

    [Fact]
    public void Equal_runs_raise_no_alarm()
    {
        var rules = new[]
        {
            DiffRule.Parse("ttfe.p50:+1%"),
            DiffRule.Parse("ttfe.p99:+5%"),
            DiffRule.Parse("goodput:-1%"),
        };

        var alarms = Enumerable
            .Range(0, 25)
            .Sum(i => ResultDiff.Of(Run(2 * i), Run(2 * i + 1), rules).Count(change => change.Broken is not null));

        // 75 judgements at 99 %: one false alarm is to be expected, four would be a broken judge.
        alarms.ShouldBeLessThan(4);
    }

    [Fact]
    public void A_shift_of_twenty_percent_is_always_found()
    {
        var rules = new[] { DiffRule.Parse("ttfe.p50:+10%") };

        for (var i = 0; i < 12; i++)
        {
            var change = ResultDiff
                .Of(Run(2 * i), Run(2 * i + 1, slower: 1.2), rules)
                .Single(one => one.Metric.Name == "ttfe.p50");

            change.Kind.ShouldBe(ChangeKind.Grown);
            change.Change.ShouldBeInRange(0.1, 0.3);
            change.Low.ShouldBeLessThanOrEqualTo(change.Change);
            change.High.ShouldBeGreaterThanOrEqualTo(change.Change);
            change.Broken.ShouldBe(rules[0]);
        }
    }

    [Fact]
    public void A_run_against_itself_is_unchanged_in_everything()
    {
        var changes = ResultDiff.Of(Run(1), Run(1), []);

        changes.Select(change => change.Metric.Name).ShouldBe(ResultDiff.DefaultMetrics);
        changes.ShouldAllBe(change => change.Kind == ChangeKind.Unchanged && change.Change == 0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_verdict() => Ranges(seed: 4).ShouldBe(Ranges(seed: 4));

    [Fact]
    public void Too_short_a_run_says_nothing()
    {
        var brief = Plan with
        {
            Load = [new Inject { Rate = new(50), During = TimeSpan.FromSeconds(ResultDiff.FewestBlocks - 1) }],
        };

        ResultDiff
            .Of(
                SimulatedRun.Of(brief, Segment.Whole),
                SimulatedRun.Of(brief, Segment.Whole, slower: 3),
                [DiffRule.Parse("ttfe.p50:+1%")]
            )
            .ShouldAllBe(change => change.Kind == ChangeKind.Unknown && change.Broken == null);
    }

    [Theory]
    [InlineData("ttfe.p99:+10%", 0.1, true)]
    [InlineData("goodput:-0.5%", -0.005, false)]
    public void A_rule_is_a_metric_and_a_signed_limit(string text, double limit, bool guardsGrowth)
    {
        var rule = DiffRule.Parse(text);

        (rule.Limit, rule.GuardsGrowth).ShouldBe((limit, guardsGrowth));
        rule.Forbids(limit * 1.1).ShouldBeTrue();
        rule.Forbids(limit * 0.9).ShouldBeFalse();
        rule.Forbids(-limit).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ttfe.p99", "column 9: a limit is missing")]
    [InlineData("ttfe:+10%", "column 1: unknown metric \"ttfe\"")]
    [InlineData("ttfe.p99:10%", "column 10: \"10%\" is no limit")]
    public void A_rule_that_cannot_be_read_says_where(string text, string message) =>
        Should.Throw<InvalidDataException>(() => DiffRule.Parse(text)).Message.ShouldContain(message);

    private static IEnumerable<(double, double, ChangeKind)> Ranges(int seed) =>
        ResultDiff.Of(Run(1), Run(2), [], seed).Select(change => (change.Low, change.High, change.Kind));

    private static Load.Results.LoadResult Run(int luck, double slower = 1) =>
        SimulatedRun.Of(Plan, Segment.Whole, luck, slower);
}
