using StreamBench.FakeAgent;
using StreamBench.FaultProxy;

namespace StreamBench.Conformance.Running;

/// <summary>The servers of a conformance run, shared by all cases: each case has a conversation and proxies of its own.</summary>
public sealed class Bench : IAsyncDisposable
{
    private const int LeastThreads = 32;

    private int runs;

    private Bench(FakeAgentServer agent, FaultProxyServer faults) => (Agent, Faults) = (agent, faults);

    /// <summary>The fake agent.</summary>
    public FakeAgentServer Agent { get; }

    /// <summary>The fault proxy.</summary>
    public FaultProxyServer Faults { get; }

    /// <summary>Starts both on free loopback ports.</summary>
    /// <param name="seed">Seed of the proxy's chances.</param>
    /// <param name="cancellation">Gives up starting.</param>
    public static async Task<Bench> StartAsync(long seed, CancellationToken cancellation)
    {
        var options = new FakeAgentOptions
        {
            HttpPort = 0,
            GrpcPort = 0,
            LongPollWait = TimeSpan.FromMilliseconds(200),
            ResumeWait = TimeSpan.FromMilliseconds(50),
            RememberedRequests = 100_000,
        };
        LetManyRunAtOnce();
        var agent = await FakeAgentServer.StartAsync(options, cancellation: cancellation);
        return new Bench(agent, new FaultProxyServer(new FaultProxyOptions { Seed = seed }));
    }

    // Judging a long answer keeps a thread busy for a while. With one thread a processor two such runs would hold up everything
    // else, and a client would be blamed for a heartbeat that the harness was late with.
    private static void LetManyRunAtOnce()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, LeastThreads), completions);
    }

    /// <summary>An id for a run, which no other run of this bench has had: the logs of its servers know runs by it.</summary>
    internal string NextId() => $"r{Interlocked.Increment(ref runs)}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Faults.DisposeAsync();
        await Agent.DisposeAsync();
    }
}
