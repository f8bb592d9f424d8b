using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Pairs;

/// <summary>One run of a client against a server, with the fault proxy between them.</summary>
internal sealed class PairRun(FaultProxyServer faults, IClientUnderTest client, PairSide side, RunSettings settings)
{
    /// <summary>
    /// In milliseconds, before scaling. A server of somebody else says how long to wait before coming back, 1 s as a rule and not the few
    /// milliseconds of the harness's own: the client's patience with a turn has to outlast that.
    /// </summary>
    private const int LeastTurnTimeoutMs = 5_000;

    private static readonly ClientRole Listener = new(Sends: false);

    /// <summary>Plays.</summary>
    /// <param name="run">What to play.</param>
    /// <param name="conversation">Id of a conversation that the server does not know yet.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ServerFaultException">The server did not take the message.</exception>
    /// <exception cref="FormatException">The case is not right.</exception>
    internal async Task<RunEvidence> PlayAsync(PlannedRun run, string conversation, CancellationToken cancellation)
    {
        var journal = JournalOf(run);
        var values = ValuesOf(run, journal.Length);
        var upstream = side.AddressOf(run.Transport);
        var proxy = await faults.CreateAsync(
            new ProxyConfig
            {
                Name = conversation,
                Listen = "127.0.0.1:0",
                Upstream = upstream.Authority,
                Rules = Stage.RulesOf(run.Variant.Setup.Proxy, run, run.Transport, values),
            },
            cancellation
        );
        try
        {
            // The harness begins the turn itself: a client cannot know of scripts.
            await SubmitAsync(run, conversation, cancellation);
            var address = $"http://{proxy.ListenEndPoint}{upstream.AbsolutePath.TrimEnd('/')}";
            var order = OrderFor(run, new OrderPlace(conversation, address, run.Transport, conversation));
            var notes = new ConcurrentQueue<(DateTimeOffset, ClientNote)>();
            var startedAt = settings.Now;
            var answer = await client.RunAsync(order, note => notes.Enqueue((settings.Now, note)), cancellation);
            return new RunEvidence
            {
                Clients = [new ClientEvidence(Listener, order, answer, [.. notes])],
                Requests = [],
                SeesRequests = false,
                Faults = [.. faults.Faults.Of(proxy.Name)],
                Steps = [],
                Journal = journal,
                Expected = ExpectedState.Fold(journal),
                ReadCursor = _ => null,
                OpenStreams = 0,
                StartedAt = startedAt,
                EndedAt = settings.Now,
                Values = values,
            };
        }
        finally
        {
            await faults.RemoveAsync(proxy.Name, CancellationToken.None); // also after a cancellation
        }
    }

    private async Task SubmitAsync(PlannedRun run, string conversation, CancellationToken cancellation)
    {
        var message = new ChatMessage("hi", "m1", run.Script);
        var caller = new Caller(conversation, side.Link.Headers);
        var reply = await side.Link.Requests.SubmitAsync(caller, message, cancellation);
        if (!reply.IsSuccess)
        {
            throw new ServerFaultException(
                $"POST turns with script {run.Script} was answered {reply.Status}: {reply.Failure?.Detail ?? "no reason given"}"
            );
        }
    }

    private CaseOrder OrderFor(PlannedRun run, OrderPlace place)
    {
        var order = OrderForm.Of(run, settings, place);
        return order with
        {
            Config = order.Config with
            {
                Headers = side.Link.Headers.ToImmutableSortedDictionary(StringComparer.Ordinal),
                TurnTimeoutMs = Math.Max(order.Config.TurnTimeoutMs, settings.ScaleMs(LeastTurnTimeoutMs)),
            },
        };
    }

    private static ImmutableArray<StreamEvent> JournalOf(PlannedRun run) =>
        [.. ScriptPlay.Events(ShippedScripts.Find(run.Script)!, message: new UserMessage("hi", "m1"))];

    private static ImmutableSortedDictionary<string, long> ValuesOf(PlannedRun run, int last)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        (values["last"], values["seed"], values["epoch"]) = (last, run.Seed, 1);
        if (run is { Case.Sweep: { } sweep, Position: { } at })
        {
            values[sweep.Name] = at;
        }

        return values.ToImmutable();
    }
}
