using System.Collections.Concurrent;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Tests.Clients;

namespace StreamBench.Conformance.Tests.Servers;

/// <summary>Servers that are started by their command, as the guide for them says.</summary>
public sealed class CommandServerTests
{
    private static CancellationToken Watchdog => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_example_server_passes_what_it_declares()
    {
        Programs.RequireNode();

        var results = await RunAsync($"node '{Programs.Conformance("adapters/server-node/server.mjs")}'");

        results.Where(run => run.Verdict == Verdict.Pass).Select(run => run.Case).ShouldContain("SRV-018");
        results
            .Where(run => run.Verdict is not (Verdict.Pass or Verdict.Unimplemented))
            .Select(run => $"{run.Path} {run.Verdict} {run.Reason}")
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_refuses_everything_fails_and_breaks_nothing()
    {
        Programs.RequirePython();
        const string refuses =
            "import http.server,json; s=http.server.HTTPServer((\"127.0.0.1\",0),http.server.BaseHTTPRequestHandler); "
            + "print(json.dumps({\"url\":\"http://127.0.0.1:%d\"%s.server_port,\"transports\":[\"sse\"],\"capabilities\":[\"stream\",\"resume\"]}),flush=True); "
            + "s.serve_forever()";

        var results = await RunAsync($"python3 -c '{refuses}'");

        results.Where(run => run.Case == "SRV-003").ShouldAllBe(run => run.Verdict == Verdict.Fail);
        results.Where(run => run.Verdict == Verdict.Harness).ShouldBeEmpty();
    }

    private static async Task<ConcurrentQueue<RunResult>> RunAsync(string command)
    {
        var order = new ServeOrder("serve", 1, ["sse"], "streambench", 250);
        await using var session = await ServerSession.StartAsync(
            new CommandServer(command, order, new ClientLimits(), TimeProvider.System),
            new ServerRunnerOptions(),
            Watchdog
        );
        var plan = await session.PlanAsync(ServerCaseBook.Shipped, new PlanOptions { Samples = 6 });
        var results = new ConcurrentQueue<RunResult>();
        await session.RunAsync(plan, results.Enqueue, Watchdog);
        return results;
    }
}
