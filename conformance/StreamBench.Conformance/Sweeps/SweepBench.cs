using System.Diagnostics;
using StreamBench.Dialects.Streambench;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Equality;
using StreamBench.Transports.Client;
using StreamBench.Transports.Http;

namespace StreamBench.Conformance.Sweeps;

/// <summary>The servers of a sweep: one fake agent, and a path of its own with a cut in it for every run.</summary>
internal sealed class SweepBench : IAsyncDisposable
{
    // Small, so that a whole sweep fits into a minute; the watchdog alone is generous.
    private static readonly ClientConfig Config = new()
    {
        InitialRetry = TimeSpan.FromMilliseconds(5),
        MaxRetry = TimeSpan.FromMilliseconds(50),
    };

    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    private readonly FakeAgentServer agent;
    private readonly IFaultPaths paths;
    private readonly int seed;

    private SweepBench(FakeAgentServer agent, IFaultPaths paths, int seed) =>
        (this.agent, this.paths, this.seed) = (agent, paths, seed);

    internal static async Task<SweepBench> StartAsync(SweepPlan plan, CancellationToken cancellation)
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
        IFaultPaths made = plan.Toxiproxy is { } address ? new ToxiproxyPaths(address) : new OwnPaths(plan.Seed);
        return new SweepBench(server, made, plan.Seed);
    }

    /// <summary>Lets the run's client follow its script through a proxy that cuts the first stream, and compares.</summary>
    internal async Task<CutResult> RunAsync(SweepRun run, int number, CancellationToken cancellation)
    {
        var id = $"run-{number}";
        var journal = agent.Conversations.Create(id, run.Script.Script)!.Journal;
        var upstream = (run.Transport == "grpc" ? agent.GrpcAddress : agent.HttpAddress).Authority;
        var path = await paths.OpenAsync(id, upstream, run, journal.CursorText(run.Cut.After), cancellation);
        using var http = TransportHttp.Create();
        await using var client = CreateClient(run, id, path, http, number);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(Watchdog);
        var started = Stopwatch.GetTimestamp();
        var observation = await PlayAsync(client, stop.Token);
        var result = Judge(run, client, observation) with
        {
            TookMs = Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1),
        };
        await paths.CloseAsync(id, cancellation);
        agent.Conversations.Remove(id);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await paths.DisposeAsync();
        await agent.DisposeAsync();
    }

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
