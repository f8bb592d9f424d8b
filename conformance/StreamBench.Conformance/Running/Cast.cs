using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Running;

/// <summary>The clients of one run: begun, asked to act, and waited for.</summary>
internal sealed class Cast(IClientUnderTest client, Stage stage, RunSettings settings)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock gate = new();
    private readonly List<Player> players = [];
    private readonly List<(int Count, TaskCompletionSource Met)> tokenWaiters = [];
    private TaskCompletionSource joined = NewSignal();
    private int tokensAsked;
    private int steps;

    internal void Begin(ClientRole role, CancellationToken cancellation)
    {
        var order = OrderFor(role);
        var player = new Player(role, order, settings);
        player.Run = client.RunAsync(order, player.Note(Noticed), cancellation);
        lock (gate)
        {
            players.Add(player);
            joined.TrySetResult();
            joined = NewSignal();
        }
    }

    internal Task WhenEndedAsync(string name, CancellationToken cancellation) => Find(name).Run.WaitAsync(cancellation);

    internal Task WhenTokenAskedAsync(int count, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (tokensAsked >= count)
            {
                return Task.CompletedTask;
            }

            var met = NewSignal();
            tokenWaiters.Add((count, met));
            return met.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Lets a client act, so often at the same moment.</summary>
    internal async Task<ImmutableArray<ActionAnswer>> ActAsync(
        string name,
        Func<ActionOrder, ActionOrder> fill,
        int times,
        CancellationToken cancellation
    )
    {
        var run = Find(name).Order.Run;
        var orders = Enumerable
            .Range(0, times)
            .Select(_ =>
                fill(
                    new ActionOrder
                    {
                        Run = run,
                        Step = $"s{Interlocked.Increment(ref steps)}",
                        Action = "",
                    }
                )
            );
        return [.. await Task.WhenAll(orders.Select(order => client.DoAsync(order, cancellation)))];
    }

    /// <summary>Waits for every client that is in the case, as long as a step may still let one join.</summary>
    internal async Task<ImmutableArray<ClientEvidence>> EndAsync(Task steps)
    {
        while (true)
        {
            Task[] runs;
            Task joining;
            lock (gate)
            {
                runs = [.. players.Select(player => player.Run)];
                joining = joined.Task;
            }

            await Task.WhenAll(runs);
            if (steps.IsCompleted || runs.Length == stage.Run.Variant.Setup.Clients.Length)
            {
                break;
            }

            await Task.WhenAny(steps, joining);
        }

        lock (gate)
        {
            return [.. players.Select(player => player.Evidence())];
        }
    }

    private void Noticed(ClientNote note)
    {
        if (note is not TokenNote)
        {
            return;
        }

        lock (gate)
        {
            tokensAsked++;
            foreach (var waiter in tokenWaiters.Where(waiter => tokensAsked >= waiter.Count))
            {
                waiter.Met.TrySetResult();
            }
        }
    }

    private Player Find(string name)
    {
        lock (gate)
        {
            return players.Find(player => player.Role.Name == name)
                ?? throw new FormatException($"no client \"{name}\" has begun");
        }
    }

    private CaseOrder OrderFor(ClientRole role)
    {
        var (run, setup) = (stage.Run, stage.Run.Variant.Setup);
        var name = role.Name == "a" ? stage.Conversation.Id : $"{stage.Conversation.Id}.{role.Name}";
        return new CaseOrder
        {
            Run = name,
            Case = run.Case.Id,
            Url = stage.UrlOf(role.Name),
            Transport = role.Transport ?? run.Transport,
            Dialect = run.Spoken.Word,
            Conversation = stage.Conversation.Id,
            Message = role.Sends ? new CaseMessage("hi", "m1") : null,
            Config = ConfigOf(setup),
            Observe = setup.Observe,
            Stop = new StopRule(
                setup.Stop,
                settings.ScaleMs(settings.DeadlineMs),
                setup.Turns > 0 ? setup.Turns : ScriptFacts.Of(ShippedScripts.Find(run.Script)!).Turns
            ),
        };
    }

    private CaseConfig ConfigOf(Setup setup)
    {
        var plain = new CaseConfig();
        var config = JsonSerializer
            .SerializeToNode(
                plain with
                {
                    InitialRetryMs = settings.ScaleMs(plain.InitialRetryMs),
                    MaxRetryMs = settings.ScaleMs(plain.MaxRetryMs),
                    IdleTimeoutMs = settings.ScaleMs(plain.IdleTimeoutMs),
                    TurnTimeoutMs = settings.ScaleMs(plain.TurnTimeoutMs),
                    ConnectTimeoutMs = settings.ScaleMs(plain.ConnectTimeoutMs),
                },
                Json
            )!
            .AsObject();
        foreach (var (member, value) in setup.Config)
        {
            config[member] =
                member.EndsWith("Ms", StringComparison.Ordinal) && value is JsonValue number
                    ? settings.ScaleMs(number.Deserialize<double>())
                    : value?.DeepClone();
        }

        return config.Deserialize<CaseConfig>(Json)!;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Player(ClientRole role, CaseOrder order, RunSettings settings)
    {
        private readonly ConcurrentQueue<(DateTimeOffset At, ClientNote Note)> notes = new();

        internal ClientRole Role => role;

        internal CaseOrder Order => order;

        internal Task<CaseAnswer> Run { get; set; } = Task.FromResult(new CaseAnswer { Run = order.Run });

        internal Action<ClientNote> Note(Action<ClientNote> noticed) =>
            note =>
            {
                notes.Enqueue((settings.Now, note));
                noticed(note);
            };

        internal ClientEvidence Evidence() => new(role, order, Run.Result, [.. notes]);
    }
}
