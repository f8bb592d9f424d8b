using StreamBench.Conformance.Baselines;
using StreamBench.Conformance.Results;
using static StreamBench.Conformance.Tests.Results.SampleRuns;

namespace StreamBench.Conformance.Tests.Baselines;

public class BaselineTests
{
    private const string Text = """
        client: mine
        known-failing:
          - case: RES-013/transport:ws
            issue: https://example.org/123
            until: 2026-12-31
          - case: RES-014.state
        known-flaky:
          - case: TPT-010/**
            issue: https://example.org/140

        """;

    private static readonly DateOnly Today = new(2026, 12, 31);

    [Theory]
    [InlineData("RES-013/transport:ws/k:1", Verdict.Fail, Standing.Known)]
    [InlineData("RES-013/transport:sse/k:1", Verdict.Fail, Standing.Unexpected)]
    [InlineData("RES-013/transport:ws/k:1", Verdict.Harness, Standing.Unexpected)]
    [InlineData("RES-013/transport:ws/k:1", Verdict.Pass, Standing.AsExpected)]
    [InlineData("RES-013/transport:ws/k:1", Verdict.Unimplemented, Standing.AsExpected)]
    [InlineData("TPT-010/transport:ws", Verdict.Fail, Standing.Known)]
    [InlineData("TPT-010/transport:ws", Verdict.Pass, Standing.AsExpected)]
    [InlineData("RES-001/transport:ws", Verdict.Fail, Standing.Unexpected)]
    [InlineData("RES-001/transport:ws", Verdict.NonStrict, Standing.AsExpected)]
    public void Standing_of_a_run(string path, Verdict verdict, Standing standing) =>
        Judge(Run(path, verdict)).Standing.ShouldBe(standing);

    [Fact]
    public void Issue_of_the_entry_goes_with_the_run()
    {
        Judge(Run("RES-013/transport:ws", Verdict.Fail)).Issue.ShouldBe("https://example.org/123");
        Judge(Run("RES-001", Verdict.Fail)).Issue.ShouldBeNull();
    }

    [Fact]
    public void Expired_entry_excuses_nothing()
    {
        var run = Baseline().Judge(Run("RES-013/transport:ws", Verdict.Fail), Today.AddDays(1), Strictness.Lenient);

        run.Standing.ShouldBe(Standing.Unexpected);
        run.Listed.ShouldHaveSingleItem().Expired.ShouldBeTrue();
    }

    [Fact]
    public void Listed_check_excuses_itself_alone()
    {
        var both = Run("RES-014/transport:ws", Verdict.Fail) with
        {
            Checks = [Check("RES-014.state", Verdict.Fail), Check("RES-014.cursor", Verdict.Fail)],
        };
        var one = both with { Checks = [both.Checks[0], Check("RES-014.cursor", Verdict.Pass)] };
        var other = both with { Checks = [Check("RES-014.state", Verdict.Pass), both.Checks[1]] };

        Judge(one).Standing.ShouldBe(Standing.Known);
        Judge(both).Standing.ShouldBe(Standing.Unexpected);
        Judge(other).Standing.ShouldBe(Standing.Unexpected);
        Judge(other).Listed.ShouldHaveSingleItem().Failed.ShouldBeFalse();
    }

    [Fact]
    public void Listed_run_that_passes_is_stale_and_a_flaky_one_is_not()
    {
        Set(Judge(Run("RES-013/transport:ws", Verdict.Pass))).Summary.Stale.ShouldBe(1);
        Set(Judge(Run("TPT-010/transport:ws", Verdict.Pass))).Summary.Passed.ShouldBe(1);
    }

    [Fact]
    public void Missed_should_is_a_failure_only_when_strict()
    {
        var run = Run("RES-001", Verdict.NonStrict);

        Baseline().Judge(run, Today, Strictness.Strict).Standing.ShouldBe(Standing.Unexpected);
        Baseline().Judge(run, Today, Strictness.Lenient).Standing.ShouldBe(Standing.AsExpected);
    }

    [Fact]
    public void Flake_is_told_unless_it_is_listed()
    {
        Judge(Run("RES-001", Verdict.Fail, Standing.Flaky)).Standing.ShouldBe(Standing.Flaky);
        Judge(Run("RES-001", Verdict.Pass, Standing.Flaky)).Standing.ShouldBe(Standing.Flaky);
        Judge(Run("TPT-010", Verdict.Fail, Standing.Flaky)).Standing.ShouldBe(Standing.Known);
        Baseline().IsFlaky(Run("TPT-010", Verdict.Fail)).ShouldBeTrue();
        Baseline().IsFlaky(Run("RES-013/transport:ws", Verdict.Fail)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("known-failing: []", "b.yaml:1:1: \"client\" is missing in baseline")]
    [InlineData(
        "client: x\nknown-failling: []",
        "b.yaml:2:1: unknown key \"known-failling\" in baseline (did you mean \"known-failing\"?)"
    )]
    [InlineData("client: x\nknown-flaky:\n  - issue: y", "b.yaml:3:5: \"case\" is missing in known case")]
    [InlineData(
        "client: x\nknown-flaky:\n  - case: RES-1/ws",
        "b.yaml:3:11: \"ws\" has no name; write name:value, such as transport:ws"
    )]
    [InlineData(
        "client: x\nknown-flaky:\n  - case: R\n    untill: 2026-01-01",
        "b.yaml:4:5: unknown key \"untill\" in known case (did you mean \"until\"?)"
    )]
    [InlineData(
        "client: x\nknown-flaky:\n  - case: R\n    until: tomorrow",
        "b.yaml:4:12: \"tomorrow\" is no day; write it as 2026-12-31"
    )]
    [InlineData(
        "client: x\nknown-failing:\n  - case: R\nknown-flaky:\n  - case: R",
        "b.yaml:5:11: R is listed in line 3 already; keep one of them"
    )]
    public void What_is_wrong_has_a_place_and_a_way_out(string text, string problem)
    {
        var loaded = BaselineFile.Parse(text, "b.yaml");

        loaded.Baseline.ShouldBeNull();
        loaded.Problems.Select(found => found.ToString()).ShouldContain(problem);
    }

    [Theory]
    [InlineData("RES-13", "b.yaml:3:11: RES-13 selects no case (did you mean \"RES-013\"?)")]
    [InlineData(
        "RES-013/transport:wss",
        "b.yaml:3:11: RES-013/transport:wss selects nothing; RES-013 is run as RES-013/transport:sse/k:1, for example"
    )]
    [InlineData("RES-013.stat", "b.yaml:3:11: RES-013.stat selects no case (did you mean \"RES-013.state\"?)")]
    [InlineData("RES-*/k:1", "b.yaml:5:11: RES-013.state overlaps RES-*/k:1 of line 3; narrow one of them")]
    public void Entries_are_compared_with_the_catalogue(string pattern, string problem)
    {
        var text = $"client: x\nknown-failing:\n  - case: {pattern}\nknown-flaky:\n  - case: RES-013.state";
        var baseline = BaselineFile.Parse(text, "b.yaml").Baseline.ShouldNotBeNull();

        BaselineCheck
            .Of(
                baseline,
                ["RES-013/transport:sse/k:1", "RES-013/transport:ws/k:1", "TPT-010"],
                id => [$"{id}.state", $"{id}.cursor"]
            )
            .Select(found => found.ToString())
            .ShouldBe([problem]);
    }

    [Fact]
    public void Entries_for_different_checks_do_not_overlap()
    {
        var baseline = BaselineFile
            .Parse("client: x\nknown-failing:\n  - case: A-1.state\n  - case: A-1.cursor", "b.yaml")
            .Baseline.ShouldNotBeNull();

        BaselineCheck.Of(baseline, ["A-1/k:1"], id => [$"{id}.state", $"{id}.cursor"]).ShouldBeEmpty();
    }

    private static Baseline Baseline() => BaselineFile.Parse(Text, "b.yaml").Baseline.ShouldNotBeNull();

    private static RunResult Judge(RunResult run) => Baseline().Judge(run, Today, Strictness.Lenient);
}
