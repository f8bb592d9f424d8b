using System.Collections.Immutable;
using StreamBench.Conformance.Sweeps;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FaultProxy.Rules;

namespace StreamBench.Conformance.Tests.Sweeps;

public class SweepTests
{
    [Theory]
    [InlineData("sse")]
    [InlineData("ndjson")]
    [InlineData("lp")]
    [InlineData("ws")]
    [InlineData("grpc")]
    public async Task The_reference_client_survives_every_cut(string transport)
    {
        var results = await RunAsync(SweepClient.Reference, transport, "s-tool", "s-appr");

        results.Where(r => !r.IsEqual).Select(Describe).ShouldBeEmpty();
        results.Where(r => r.Cut.InsideTurn && r.Reconnects == 0).Select(Describe).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("ndjson")]
    [InlineData("ws")]
    public async Task The_planted_bug_is_caught_exactly_where_it_must_be(string transport)
    {
        var results = await RunAsync(SweepClient.EofIsCompletion, transport, "s-tool");

        results.Where(r => !r.IsAsExpected).Select(Describe).ShouldBeEmpty();
        results.Count(r => !r.IsEqual).ShouldBe(27); // FIN after events 0 to 26 (3 of them the user's); after 27 the answer is whole
    }

    private static string Describe(CutResult r) => $"{r.Cut}: {r.Outcome}, {r.Reconnects} reconnects, {r.Difference}";

    private static Task<ImmutableArray<CutResult>> RunAsync(
        SweepClient client,
        string transport,
        params string[] scripts
    ) =>
        Sweep.RunAsync(
            new SweepPlan(
                [.. scripts.Select(name => new SweepScript(name, ShippedScripts.Find(name)!))],
                [transport],
                [client],
                [CutKind.Fin, CutKind.Rst]
            ),
            _ => { },
            TestContext.Current.CancellationToken
        );
}
