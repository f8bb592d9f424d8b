using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;
using StreamBench.Load.Running;
using StreamBench.Testing;

namespace StreamBench.Load.Tests.Running;

/// <summary>Whole runs over TLS on the engine's own sockets; more of them, with their troubles, are beside HTTP/2's.</summary>
public sealed class TlsRunTests
{
    private const int Streams = 10;

    public static TheoryData<string, string, string> Ways
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var poller in new[] { "epoll", "socket" })
            {
                rows.Add(poller, "sse", "https");
                rows.Add(poller, "ndjson", "https");
                rows.Add(poller, "ws", "https");
                rows.Add(poller, "ws", "wss");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_transport_is_timed_and_verified(string poller, string transport, string scheme)
    {
        await using var agent = await AgentServer.StartAsync("s-tool");
        using var certificate = TlsRelay.SelfSigned();
        await using var relay = new TlsRelay(agent.Address, certificate);
        var address = new UriBuilder(relay.Address) { Scheme = scheme }.Uri;
        await using var server = new RunningServer(address, agent.Expected);
        var result = await Over(transport, "s-tool", Streams)
            .PlayAsync(server, options => options with { Poller = () => Sockets(poller) });

        var tally = result.All();
        result.Findings.Mismatches.ShouldBeEmpty();
        (tally[Counter.Verified], tally[Counter.Completed]).ShouldBe((Streams, Streams), Why(result));
        foreach (var clock in new[] { Clock.Connect, Clock.Headers, Clock.FirstEvent, Clock.FirstContent, Clock.Turn })
        {
            tally.Times(clock, ClockColumn.Real).Count.ShouldBe(Streams, clock.ToString());
        }

        tally.Times(Clock.Handling, ClockColumn.Intended).Count.ShouldBeGreaterThan(0);
        result.Findings.Engine["path"].ShouldBe(OperatingSystem.IsLinux() ? $"{poller}+tls" : "socket+tls");
    }

    [Fact]
    public async Task Hundreds_of_streams_at_once_are_all_right()
    {
        const int Crowd = 300;
        await using var agent = await AgentServer.StartAsync();
        using var certificate = TlsRelay.SelfSigned();
        await using var front = await TlsFront.StartAsync(agent.Address, certificate);
        await using var server = new RunningServer(front.Address, agent.Expected);

        var plan = Over("sse", "s-long", Crowd);
        plan = plan with { Load = [new Inject { Rate = new Rate(Crowd * 2), During = TimeSpan.FromSeconds(0.5) }] };
        var result = await plan.PlayAsync(server);

        var tally = result.All();
        (tally[Counter.Verified], tally[Counter.Completed]).ShouldBe((Crowd, Crowd), Why(result));
    }

    private static IPoller Sockets(string poller) =>
        poller == "epoll" && OperatingSystem.IsLinux() ? new EpollPoller() : new SocketPoller();

    private static LoadPlan Over(string transport, string script, int streams)
    {
        var plan = Runs.Plan(script, streams);
        return plan with { Target = plan.Target with { Transport = transport, Trust = "any" } };
    }

    private static string Why(LoadResult result) => string.Join("; ", result.Findings.Failures.Keys);
}
