using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Tests.Judging;

namespace StreamBench.Conformance.Tests.Running;

/// <summary>Declared, and failing wherever it is needed: that is told once more, as what it is.</summary>
public sealed class AdvertisingTests
{
    private static readonly ClientIntroduction Client = Evidence.Client("stream", "state", "cancel");

    [Fact]
    public async Task What_fails_wherever_it_is_needed_is_advertised_and_not_served()
    {
        var plan = await PlanAsync(new PlanOptions());

        var failures = Unserved(plan, run => run.Needs.Contains("cancel") ? Verdict.Fail : Verdict.Pass);

        var failure = failures.ShouldHaveSingleItem();
        failure.Path.ShouldBe("CAP-001/capability:cancel");
        failure.Verdict.ShouldBe(Verdict.Fail);
        failure
            .Checks[0]
            .Message.ShouldStartWith("advertised, not served: the client declares cancel, and none of the ");
        failure.Repeat.ShouldStartWith("--run TRN-0");
    }

    [Fact]
    public async Task An_action_that_the_client_does_not_know_is_no_service()
    {
        var plan = await PlanAsync(new PlanOptions());

        var failures = Unserved(plan, run => run.Needs.Contains("cancel") ? Verdict.Unimplemented : Verdict.Pass);

        failures.Select(one => one.Path).ShouldBe(["CAP-001/capability:cancel"]);
    }

    [Fact]
    public async Task One_run_that_passes_is_service_enough()
    {
        var plan = await PlanAsync(new PlanOptions());
        var one = plan.Runs.First(run => run.Needs.Contains("cancel"));

        Unserved(plan, run => run == one || !run.Needs.Contains("cancel") ? Verdict.NonStrict : Verdict.Fail)
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Verdict.NotRun)]
    [InlineData(Verdict.Harness)]
    [InlineData(Verdict.Undetectable)]
    public async Task What_nobody_could_judge_says_nothing(Verdict verdict)
    {
        var plan = await PlanAsync(new PlanOptions());

        Unserved(plan, run => run.Needs.Contains("cancel") ? verdict : Verdict.Pass).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_part_of_the_catalogue_proves_nothing()
    {
        PathPattern.TryParse("TRN-006", out var pattern, out _).ShouldBeTrue();
        var plan = await PlanAsync(new PlanOptions { Run = [pattern] });

        Unserved(plan, _ => Verdict.Fail).ShouldBeEmpty();
    }

    private static List<RunResult> Unserved(Plan plan, Func<PlannedRun, Verdict> verdict)
    {
        var advertising = new Advertising(Client, plan, run => $"--run {run.Path}");
        foreach (var run in plan.Runs)
        {
            advertising.Take(RunResults.Of(run, Client, verdict(run), ""));
        }

        return [.. advertising.Unserved()];
    }

    private static Task<Plan> PlanAsync(PlanOptions options) =>
        new Planner(_ => Task.FromResult(100)).PlanAsync(CaseBook.Shipped, Client, options);
}
