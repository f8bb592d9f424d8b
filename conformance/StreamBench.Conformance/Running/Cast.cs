using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Running;

/// <summary>The clients of one run: begun, asked to act, and waited for.</summary>
internal sealed class Cast(IClientUnderTest client, Stage stage, RunSettings settings)
{
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

    private CaseOrder OrderFor(ClientRole role) =>
        OrderForm.Of(
            stage.Run,
            settings,
            new OrderPlace(
                role.Name == "a" ? stage.Conversation.Id : $"{stage.Conversation.Id}.{role.Name}",
                stage.UrlOf(role.Name),
                role.Transport ?? stage.Run.Transport,
                stage.Conversation.Id
            )
        ) with
        {
            Message = role.Sends ? new CaseMessage("hi", "m1") : null,
        };

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
