using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.Conformance.Running;

/// <summary>What one run has for itself: a conversation, and for each client a proxy in front of it.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private const int AnswerMs = 1_000;

    private readonly Bench bench;
    private readonly ImmutableSortedDictionary<string, Proxy> proxies;
    private readonly ByteServer? bytes;

    private Stage(Bench bench, PlannedRun run, StageSetting setting) =>
        (this.bench, Run, Conversation, proxies, bytes, Values) = (
            bench,
            run,
            setting.Conversation,
            setting.Proxies,
            setting.Bytes,
            setting.Values
        );

    internal PlannedRun Run { get; }

    internal Conversation Conversation { get; }

    /// <summary>What templates stand for in this run.</summary>
    internal ImmutableSortedDictionary<string, long> Values { get; }

    internal Bench Bench => bench;

    /// <summary>What serves bytes in place of the fake agent; null in most cases.</summary>
    internal ByteServer? Bytes => bytes;

    /// <summary>What its clients have asked for, oldest first.</summary>
    internal IReadOnlyList<RequestRecord> Requests => bytes?.Requests ?? bench.Agent.Requests.Of(Conversation.Id);

    /// <summary>What its proxies did, oldest first.</summary>
    internal IReadOnlyList<FaultRecord> Faults =>
        [.. proxies.Values.SelectMany(proxy => bench.Faults.Faults.Of(proxy.Name)).OrderBy(fault => fault.Time)];

    /// <summary>True while a client has a stream open.</summary>
    internal bool IsWatched => Conversation.Subscribers > 0;

    /// <summary>True when nothing more will be said.</summary>
    internal bool HasSaidAll => bytes is not null || Conversation.IsFinished;

    /// <summary>Sets the stage.</summary>
    /// <exception cref="FormatException">The set-up of the case is not right; the message says what.</exception>
    internal static async Task<Stage> SetAsync(
        Bench bench,
        PlannedRun run,
        string id,
        RunSettings settings,
        CancellationToken cancellation
    )
    {
        var setup = run.Variant.Setup;
        var script =
            ShippedScripts.Find(run.Script) ?? throw new FormatException($"there is no script \"{run.Script}\"");
        var values = ValuesOf(run, script);
        var conversation =
            bench.Agent.Conversations.Create(id, script, OptionsOf(setup, values))
            ?? throw new InvalidOperationException("the fake agent takes no more conversations");
        values = values.SetItem("epoch", conversation.Journal.Epoch);
        if (setup.Conversation.HoldAfter is { } hold)
        {
            conversation.HoldAfter(Template.Number(hold, values));
        }

        var paths = ImmutableSortedDictionary.CreateBuilder<string, Proxy>(StringComparer.Ordinal);
        foreach (var (i, role) in setup.Clients.Index())
        {
            var transport = role.Transport ?? run.Transport;
            var upstream = transport == "grpc" ? bench.Agent.GrpcAddress : bench.Agent.HttpAddress;
            paths[role.Name] = await bench.Faults.CreateAsync(
                new ProxyConfig
                {
                    Name = $"{id}.{role.Name}",
                    Listen = $"127.0.0.1:{(i == 0 && setup.Serve is null ? settings.Port : 0)}",
                    Upstream = upstream.Authority,
                    Rules = i == 0 ? RulesOf(setup.Proxy, run, transport, values) : FaultRules.None,
                },
                cancellation
            );
        }

        var served = setup.Serve is { } serve ? new ByteServer(ByteChunks.Of(run, serve), settings) : null;
        return new Stage(bench, run, new StageSetting(conversation, paths.ToImmutable(), served, values));
    }

    /// <summary>Waits for the answers to requests that are still under way, as long as an answer can be expected to take.</summary>
    internal async Task SettleAsync(RunSettings settings, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(settings.Scale(AnswerMs), settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await bench.Agent.Requests.WhenAnsweredAsync(Conversation.Id, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The case delays an answer: its request is not in the log, as it was not answered.
        }
    }

    internal Proxy ProxyOf(string client) => proxies[client];

    internal string UrlOf(string client) => bytes?.Url ?? $"http://{proxies[client].ListenEndPoint}";

    /// <summary>Reads a cursor, as the server noted it or a client told it: the seq in the journal; null for one that is none.</summary>
    internal (int Epoch, long Seq)? ReadCursor(string text) =>
        CursorText.Read(text, Run.Spoken, Conversation.Journal, (int)Values["epoch"]);

    /// <summary>Rules as a case has them, for one transport.</summary>
    /// <exception cref="FormatException">They are not right.</exception>
    internal static FaultRules RulesOf(
        JsonNode? rules,
        PlannedRun run,
        string transport,
        ImmutableSortedDictionary<string, long> values
    )
    {
        if (rules is null)
        {
            return FaultRules.None;
        }

        var plain = (JsonArray)Template.Fill(rules, values)!;
        var filled = run.Spoken.On(transport) is { } endpoint
            ? PlaceInDialect.Adapt(plain, endpoint, ScriptFacts.Of(ShippedScripts.Find(run.Script)!).Frames(run.Spoken))
            : PlaceForTransport.Adapt(plain, transport);
        var file = new JsonObject
        {
            [RuleFile.Head] = 1,
            ["seed"] = run.Seed,
            ["rules"] = filled,
        };
        try
        {
            // Bytes may name the epoch, which no case can know.
            var text = file.ToJsonString().Replace("{epoch}", $"{values["epoch"]}", StringComparison.Ordinal);
            return RuleFile.Parse(text, "proxy");
        }
        catch (RuleFileException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (bytes is not null)
        {
            await bytes.DisposeAsync();
        }

        foreach (var proxy in proxies.Values)
        {
            await bench.Faults.RemoveAsync(proxy.Name);
        }

        bench.Agent.Conversations.Remove(Conversation.Id);
    }

    private static ImmutableSortedDictionary<string, long> ValuesOf(PlannedRun run, Script script)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        values["last"] = ScriptFacts.Of(script).Events;
        values["seed"] = run.Seed;
        if (run is { Case.Sweep: { } sweep, Position: { } at })
        {
            values[sweep.Name] =
                sweep.Over == SweepOver.Events && !run.Spoken.IsNative
                    ? ScriptFacts.Of(script).Frames(run.Spoken).SeqOf(at)
                    : at;
        }

        return values.ToImmutable();
    }

    private static ConversationOptions OptionsOf(Setup setup, ImmutableSortedDictionary<string, long> values)
    {
        var journal = new JournalOptions
        {
            KeepsAll = true,
            CursorPrefix = setup.Conversation.CursorPrefix,
            NumericCursors = setup.Conversation.NumericCursors,
        };
        return new ConversationOptions
        {
            Pace = setup.Conversation.Pace,
            Journal = setup.Conversation.Retain is { } kept ? journal with { RetainedEvents = kept } : journal,
            Subscriptions = new SubscriptionLimits
            {
                Retry = TimeSpan.FromMilliseconds(setup.Conversation.RetryMs),
                Heartbeat = TimeSpan.FromMilliseconds(setup.Conversation.HeartbeatMs),
            },
            Behaviour = BehaviourOf(setup.Server, values),
        };
    }

    /// <summary>A behaviour as a case has it.</summary>
    /// <exception cref="FormatException">It is not right.</exception>
    internal static AgentBehaviour BehaviourOf(JsonNode? server, ImmutableSortedDictionary<string, long> values)
    {
        if (server is null)
        {
            return AgentBehaviour.Correct;
        }

        // {next} is the seq behind the script's last event.
        var text = LongText
            .Expand(Template.Fill(server, values)!.ToJsonString())
            .Replace("{next}", $"{values["last"] + 1}", StringComparison.Ordinal);
        return BehaviourJson.TryParse(text, out var behaviour, out var problem)
            ? behaviour
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"server: {problem}"));
    }

    private sealed record StageSetting(
        Conversation Conversation,
        ImmutableSortedDictionary<string, Proxy> Proxies,
        ByteServer? Bytes,
        ImmutableSortedDictionary<string, long> Values
    );
}
