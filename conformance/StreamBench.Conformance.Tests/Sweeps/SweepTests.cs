using System.Collections.Immutable;
using System.Net;
using StreamBench.Conformance.Sweeps;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FaultProxy;
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

    [Fact]
    public async Task Any_Toxiproxy_server_can_make_the_cuts()
    {
        await using var server = new FaultProxyServer();
        var api = await server.StartApiAsync(new IPEndPoint(IPAddress.Loopback, 0));
        var plan = new SweepPlan(
            [new SweepScript("s-tool", ShippedScripts.Find("s-tool")!)],
            ["sse", "ws"],
            [SweepClient.Reference],
            [CutKind.Fin]
        )
        {
            Toxiproxy = new Uri($"http://{api}"),
        };

        var results = await Sweep.RunAsync(plan, _ => { }, TestContext.Current.CancellationToken);

        results.Where(r => !r.IsEqual).Select(Describe).ShouldBeEmpty();
        results.Count(r => r.Reconnects > 0).ShouldBeGreaterThan(40);
        server.Proxies.ShouldBeEmpty();
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
