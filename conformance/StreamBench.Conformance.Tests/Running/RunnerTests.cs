using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Tests.Running;

/// <summary>What becomes of a run that fails: repeated, called flaky or failed, excused, blamed on somebody.</summary>
public sealed class RunnerTests
{
    private readonly LateTime time = new();
    private readonly ClientIntroduction card = new()
    {
        Protocol = 1,
        Client = new ClientCard { Name = "fake" },
        Capabilities = ["resume", "state", "stream"],
        Transports = ["sse"],
    };

    [Fact]
    public async Task A_failure_that_passes_when_repeated_is_flaky()
    {
        var result = await RunAsync(new FakePlayer { Fails = 1 });

        (result.Verdict, result.Standing, result.Attempts).ShouldBe((Verdict.Fail, Standing.Flaky, 2));
    }

    [Fact]
    public async Task A_failure_while_the_machine_stood_still_is_a_pass_when_it_passes_next()
    {
        var result = await RunAsync(new FakePlayer { Fails = 1, WhileFirst = StandStillAsync });

        (result.Verdict, result.Standing, result.Attempts).ShouldBe((Verdict.Pass, Standing.AsExpected, 2));
        result.Reason.ShouldBe("repeated, for the machine stood still for 500 ms the first time");
    }

    [Fact]
    public async Task A_standstill_excuses_nobody_who_fails_again()
    {
        var result = await RunAsync(new FakePlayer { Fails = int.MaxValue, WhileFirst = StandStillAsync });

        (result.Verdict, result.Standing, result.Attempts).ShouldBe((Verdict.Fail, Standing.Unexpected, 3));
    }

    [Fact]
    public async Task A_failure_while_the_machine_stood_still_does_not_count_towards_the_most_failures()
    {
        var player = new FakePlayer { Fails = 1, WhileFirst = StandStillAsync };

        var results = await RunAsync(player, "RES-001/transport:sse/script:S-TOOL/variant:fin", mostFailures: 1);

        results.Length.ShouldBeGreaterThan(1);
        results.ShouldAllBe(result => result.Verdict == Verdict.Pass);
    }

    [Fact]
    public async Task After_the_most_failures_nothing_more_is_run()
    {
        var player = new FakePlayer { Fails = int.MaxValue };

        var results = await RunAsync(player, "RES-001/transport:sse/script:S-TOOL/variant:fin", mostFailures: 1);

        results.Count(result => result.Verdict == Verdict.Fail).ShouldBe(1);
        results.Count(result => result.Verdict == Verdict.NotRun).ShouldBe(results.Length - 1);
        results.Length.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Whom_a_certain_failure_blames_stands_behind_its_reason()
    {
        var result = await RunAsync(new FakePlayer { Fails = int.MaxValue, Blame = "the server" });

        result.Reason.ShouldBe("wrong; the server");
    }

    private async Task StandStillAsync()
    {
        time.Fire(TimeSpan.FromMilliseconds(500));
        await time.WhenAskedAsync(TestContext.Current.CancellationToken);
    }

    private async Task<RunResult> RunAsync(FakePlayer player) =>
        (await RunAsync(player, "RES-001/transport:sse/script:S-TOOL/variant:fin/k:3", null)).ShouldHaveSingleItem();

    private async Task<ImmutableArray<RunResult>> RunAsync(FakePlayer player, string pattern, int? mostFailures)
    {
        var planner = new Planner(_ => Task.FromResult(0));
        PathPattern.TryParse(pattern, out var some, out _).ShouldBeTrue();
        var plan = await planner.PlanAsync(CaseBook.Shipped, card, new PlanOptions { Run = [some!] });
        var options = new RunnerOptions
        {
            Settings = new RunSettings { Time = time },
            Parallel = 1,
            MaxFailures = mostFailures,
            Shrinks = false,
        };
        var results = ImmutableArray.CreateBuilder<RunResult>();
        player.Card = card;

        await new Runner(player, card, planner, options).RunAsync(
            plan,
            results.Add,
            TestContext.Current.CancellationToken
        );

        return results.ToImmutable();
    }

    private sealed class FakePlayer : IRunPlayer
    {
        private int played;

        internal ClientIntroduction Card { get; set; } = null!;

        internal int Fails { get; init; }

        internal string? Blame { get; init; }

        internal Func<Task>? WhileFirst { get; init; }

        public async Task<RunResult> PlayAsync(PlannedRun run, CancellationToken cancellation)
        {
            if (played++ == 0 && WhileFirst is { } happening)
            {
                await happening();
            }

            return played <= Fails
                ? RunResults.Unjudged(run, Card, Verdict.Fail, "wrong", "repeat")
                : RunResults.Of(run, Card, Verdict.Pass, "repeat");
        }

        public Task<string?> BlameAsync(PlannedRun run, CancellationToken cancellation) => Task.FromResult(Blame);
    }
}
