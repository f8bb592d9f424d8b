using StreamBench.Dialects.Streambench;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.Protocol.Equality;
using StreamBench.Transports;
using StreamBench.Transports.Client;
using StreamBench.Transports.Grpc;
using StreamBench.Transports.Http;

namespace StreamBench.Conformance.Sweeps;

/// <summary>One path to the server, used by one run at a time: its proxies count connections from the start of each run.</summary>
internal sealed class SweepLane(ConversationRegistry conversations, Proxy http, Proxy grpc, int seed)
{
    // Small, so that a whole sweep fits into a minute; the watchdog alone is generous.
    private static readonly ClientConfig Config = new()
    {
        InitialRetry = TimeSpan.FromMilliseconds(5),
        MaxRetry = TimeSpan.FromMilliseconds(50),
    };

    internal static string Last = "";
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    internal async Task<CutResult> RunAsync(SweepRun run, int number, CancellationToken cancellation)
    {
        var id = $"run-{number}";
        conversations.Create(id, run.Script.Script);
        var proxy = run.Transport == "grpc" ? grpc : http;
        await proxy.SetRulesAsync(FaultRules.Of(RuleFor(run.Cut)));
        using var stack = TransportHttp.Create();
        await using var client = CreateClient(run, id, proxy, stack, number);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(Watchdog);
        var obs = await PlayAsync(client, stop.Token); Last = string.Join("\n", obs.Connections);
        var result = Judge(run, client, obs);
        conversations.Remove(id);
        return result;
    }

    private static CutRule RuleFor(SweepCut cut) =>
        new()
        {
            How = new CutHow(cut.How),
            At =
                cut.After == 0
                    ? new Place { Connection = new NumberRange(1, 1), Index = 1 } // right after hello
                    : new Place { Id = $"1:{cut.After}" },
        };

    private ChatClient CreateClient(SweepRun run, string id, Proxy proxy, HttpMessageInvoker stack, int number)
    {
        var server = new Uri($"http://{proxy.ListenEndPoint}");
        var (options, time) = (Config.ToTransportOptions(), TimeProvider.System);
        var parts = new ChatClientParts
        {
            Conversation = id,
            Transport = StreamTransports.Create(run.Transport, server, stack, options, time),
            Decoder = new StreambenchDecoder(),
            Policy = run.Client.CreatePolicy(Config, new Random(HashCode.Combine(seed, number))),
            Requests =
                run.Transport == "grpc"
                    ? new GrpcChatRequests(server, stack, options, time)
                    : new HttpChatRequests(server, stack, options, time),
        };
        return new ChatClient(parts, Config, time);
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
                foreach (
                    var id in client.Read(r =>
                        r.State.Approvals.Where(a => a.Decision is null).Select(a => a.Id).ToArray()
                    )
                )
                {
                    await client.DecideAsync(id, "approved", cancellation: stop);
                    await client
                        .WhenAsync(state => state.Approvals.Any(a => a.Id == id && a.Decision is not null))
                        .WaitAsync(stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
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
            IsAsExpected = run.Client.MustFail(run.Cut) == difference is not null,
        };
    }
}
