using System.Collections.Concurrent;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Mutation;
using StreamBench.Conformance.Pairs;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Conformance.Tests.Servers;

/// <summary>A client against a server: both right, one of them wrong, and who is blamed.</summary>
public sealed class PairTests
{
    [Fact]
    public async Task Two_that_are_right_pass_together_on_every_transport()
    {
        var results = await RunAsync(new ReferenceUnderTest(), new InProcessServer(), "RES-001/script:S-TOOL");

        results.ShouldNotBeEmpty();
        results.ShouldAllBe(run => run.Verdict == Verdict.Pass);
        results.Select(run => run.Transport).Distinct().Order().ShouldBe(["grpc", "lp", "ndjson", "sse", "ws"]);
        results.ShouldAllBe(run => run.Client == "reference+fake agent" && run.Checks.Length > 0);
    }

    [Fact]
    public async Task A_client_that_fails_with_the_reference_server_too_is_to_blame()
    {
        var mutant = MutantList.All["eof-is-completion"];

        var results = await RunAsync(
            new ReferenceUnderTest(mutant.Name, mutant.Plant),
            new InProcessServer(),
            "RES-001/transport:sse/script:S-TOOL/variant:fin/k:5"
        );

        results.ShouldAllBe(run => run.Verdict == Verdict.Fail);
        var failure = results.Single(run => run.Position == "k:5");
        failure.Reason!.ShouldStartWith("the client:");
        failure.Log.ShouldContain("connection from the start: 6 frames, left as Ended");
        results.Single(run => run.Position != "k:5").Reason.ShouldBe("found by shrinking");
    }

    [Fact]
    public async Task A_server_that_fails_with_the_reference_client_too_is_to_blame()
    {
        const string Lies = """{"faults":[{"do":"alter","at":{"type":"text.append"},"text":"something else"}]}""";
        BehaviourJson.TryParse(Lies, out var behaviour, out var problem).ShouldBeTrue(problem);
        var right = InProcessServer.Right;

        var results = await RunAsync(
            new ReferenceUnderTest(),
            new InProcessServer(
                "liar",
                right with
                {
                    Conversations = right.Conversations with { Behaviour = behaviour },
                }
            ),
            "RES-001/transport:sse/script:S-TOOL/variant:fin/k:5"
        );

        results.Single(run => run.Position == "k:5").Reason!.ShouldStartWith("the server:");
    }

    [Fact]
    public async Task Only_cases_that_the_proxy_alone_disturbs_are_laid_out()
    {
        await using var session = await StartAsync(new ReferenceUnderTest(), new InProcessServer());

        var plan = await session.PlanAsync(CaseBook.Shipped, new PlanOptions());

        plan.Runs.ShouldAllBe(run => run.Variant.Setup.Steps.IsEmpty && run.Variant.Setup.Server == null);
        plan.Runs.Select(run => run.Case.Id).Distinct().ShouldContain("RES-001");
        plan.Runs.Select(run => run.Case.Id).ShouldNotContain("HIS-001");
    }

    [Fact]
    public async Task A_server_without_scripts_is_refused_with_what_to_read()
    {
        await using var agent = new InProcessServer();
        var address = await agent.StartAsync(CancellationToken.None);

        var refusal = await Should.ThrowAsync<ClientUnavailableException>(() =>
            StartAsync(new ReferenceUnderTest(), new RunningServer(address with { Capabilities = ["stream"] }))
        );

        refusal.Message.ShouldContain("plays no scripts");
    }

    private static Task<PairSession> StartAsync(IClientUnderTest client, IServerUnderTest server) =>
        PairSession.StartAsync(client, server, new RunnerOptions(), seed: 1, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyCollection<RunResult>> RunAsync(
        IClientUnderTest client,
        IServerUnderTest server,
        string pattern
    )
    {
        await using var session = await StartAsync(client, server);
        PathPattern.TryParse(pattern, out var only, out _).ShouldBeTrue();
        var plan = await session.PlanAsync(CaseBook.Shipped, new PlanOptions { Run = [only!], Samples = 6 });
        var results = new ConcurrentBag<RunResult>();
        await session.RunAsync(plan, results.Add, TestContext.Current.CancellationToken);
        return results;
    }
}
