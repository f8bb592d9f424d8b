using System.Diagnostics;
using StreamBench.Dialects.Streambench;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.Protocol.Equality;
using StreamBench.Transports.Client;
using StreamBench.Transports.Http;

namespace StreamBench.Conformance.Sweeps;

/// <summary>The servers of a sweep: one fake agent, and a fault proxy that makes a path of its own for every run.</summary>
internal sealed class SweepBench : IAsyncDisposable
{
    // Small, so that a whole sweep fits into a minute; the watchdog alone is generous.
    private static readonly ClientConfig Config = new()
    {
        InitialRetry = TimeSpan.FromMilliseconds(5),
        MaxRetry = TimeSpan.FromMilliseconds(50),
    };

    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    private static readonly NumberRange First = new(1, 1);

    private readonly FakeAgentServer agent;
    private readonly FaultProxyServer faults;
    private readonly int seed;

    private SweepBench(FakeAgentServer agent, FaultProxyServer faults, int seed) =>
        (this.agent, this.faults, this.seed) = (agent, faults, seed);

    internal static async Task<SweepBench> StartAsync(int seed, CancellationToken cancellation)
    {
        var options = new FakeAgentOptions
        {
            HttpPort = 0,
            GrpcPort = 0,
            Conversations = new ConversationOptions
            {
                Pace = 0,
                Subscriptions = new SubscriptionLimits { Retry = Config.InitialRetry },
            },
        };
        var server = await FakeAgentServer.StartAsync(options, cancellation: cancellation);
        return new SweepBench(server, new FaultProxyServer(new FaultProxyOptions { Seed = seed }), seed);
    }

    /// <summary>Lets the run's client follow its script through a proxy that cuts the first stream, and compares.</summary>
    internal async Task<CutResult> RunAsync(SweepRun run, int number, CancellationToken cancellation)
    {
        var id = $"run-{number}";
        var journal = agent.Conversations.Create(id, run.Script.Script)!.Journal;
        var proxy = await faults.CreateAsync(PathOf(run, id, journal.CursorText(run.Cut.After)), cancellation);
        using var http = TransportHttp.Create();
        await using var client = CreateClient(run, id, new Uri($"http://{proxy.ListenEndPoint}"), http, number);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(Watchdog);
        var started = Stopwatch.GetTimestamp();
        var observation = await PlayAsync(client, stop.Token);
        var result = Judge(run, client, observation) with
        {
            TookMs = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1),
        };
        await faults.RemoveAsync(id, cancellation);
        agent.Conversations.Remove(id);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await faults.DisposeAsync();
        await agent.DisposeAsync();
    }

    private ProxyConfig PathOf(SweepRun run, string name, string cursor) =>
        new()
        {
            Name = name,
            Upstream = (run.Transport == "grpc" ? agent.GrpcAddress : agent.HttpAddress).Authority,
            Rules = FaultRules.Of(new CutRule { How = new CutHow(run.Cut.How), At = PlaceOf(run, cursor) }),
        };

    // Hello is the first event of a stream, and the only one without an id. A long poll's events have no ids at all and come
    // in several answers, so they are counted over all answers.
    private static Place PlaceOf(SweepRun run, string cursor) =>
        run.Transport == "lp" ? new Place { CountsOnPath = true, Index = run.Cut.After + 1 }
        : run.Cut.After == 0 ? new Place { Connection = First, Index = 1 }
        : new Place { Connection = First, Id = cursor };

    private ChatClient CreateClient(SweepRun run, string id, Uri server, HttpMessageInvoker http, int number)
    {
        var (decoder, time) = (new StreambenchDecoder(), TimeProvider.System);
        var parts = ReferenceClient.Create(id, run.Transport, server, http, decoder, Config, seed + number, time);
        return new ChatClient(run.Client.Plant(parts), Config, time);
    }

    private static async Task<ClientObservation> PlayAsync(ChatClient client, CancellationToken stop)
    {
        await client.SubmitAsync(SweepScript.Message, stop);
        using var answering = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var answers = ApproveAllAsync(client, answering.Token);
        var observation = await client.RunAsync(cancellation: stop);
        await answering.CancelAsync();
        await answers;
        return observation;
    }

    private static async Task ApproveAllAsync(ChatClient client, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await client.WhenAsync(state => state.Approvals.Any(a => a.Decision is null)).WaitAsync(stop);
                var id = client.Read(reducer => reducer.State.Approvals.First(a => a.Decision is null).Id);
                await client.DecideAsync(id, "approved", cancellation: stop);
                await client
                    .WhenAsync(state => state.Approvals.Any(a => a.Id == id && a.Decision is not null))
                    .WaitAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over, and nobody waits for an answer any more.
        }
    }

    private static CutResult Judge(SweepRun run, ChatClient client, ClientObservation observation)
    {
        var difference = client
            .Read(reducer => StateDiff.Compare(run.Script.Expected, reducer.State))
            .Select(d => d.ToString())
            .FirstOrDefault();
        return new CutResult
        {
            Transport = run.Transport,
            Script = run.Script.Name,
            Client = run.Client.Name,
            Cut = run.Cut,
            Difference = difference,
            Reconnects = observation.Connections.Length - 1,
            Outcome = observation.Code ?? observation.Outcome.ToString(),
            IsAsExpected = difference is null ? !run.Client.MustFail(run.Cut) : !run.Client.MustPass,
        };
    }
}
