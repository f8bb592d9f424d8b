using System.Globalization;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;

namespace StreamBench.Conformance.Sweeps;

/// <summary>The servers of a sweep: one fake agent, and a fault proxy with a pair of proxies for each lane.</summary>
internal sealed class SweepBench : IAsyncDisposable
{
    private readonly FakeAgentServer agent;
    private readonly FaultProxyServer faults;
    private readonly int seed;
    private int lanes;

    private SweepBench(FakeAgentServer agent, FaultProxyServer faults, int seed) =>
        (this.agent, this.faults, this.seed) = (agent, faults, seed);

    internal ConversationRegistry Conversations => agent.Conversations;

    internal static async Task<SweepBench> StartAsync(int seed, CancellationToken cancellation)
    {
        var options = new FakeAgentOptions
        {
            HttpPort = 0,
            GrpcPort = 0,
            Conversations = new ConversationOptions { Pace = 0 },
        };
        var server = await FakeAgentServer.StartAsync(options, cancellation: cancellation);
        return new SweepBench(server, new FaultProxyServer(new FaultProxyOptions { Seed = seed }), seed);
    }

    internal async Task<SweepLane> OpenLaneAsync(CancellationToken cancellation)
    {
        var lane = Interlocked.Increment(ref lanes);
        var http = await ProxyAsync(
            $"http-{lane.ToString(CultureInfo.InvariantCulture)}",
            agent.HttpAddress,
            cancellation
        );
        var grpc = await ProxyAsync(
            $"grpc-{lane.ToString(CultureInfo.InvariantCulture)}",
            agent.GrpcAddress,
            cancellation
        );
        return new SweepLane(agent.Conversations, http, grpc, seed);
    }

    public async ValueTask DisposeAsync()
    {
        await faults.DisposeAsync();
        await agent.DisposeAsync();
    }

    private Task<Proxy> ProxyAsync(string name, Uri upstream, CancellationToken cancellation) =>
        faults.CreateAsync(new ProxyConfig { Name = name, Upstream = upstream.Authority }, cancellation);
}
