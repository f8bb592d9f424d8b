using System.Collections.Immutable;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;

namespace StreamBench.Conformance.Running;

/// <summary>
/// Plays one run for a client that a person starts: the stage stands until the client has come and gone. Nothing is judged.
/// </summary>
/// <remarks>
/// A person's client tells nothing, so its end is guessed: everything was said, nobody listens and nobody asked for
/// <see cref="SettleMs"/>; or, while the script waits for something that may never come, for <see cref="AbandonedMs"/>.
/// </remarks>
internal sealed class HandPlay(IStageWatch watch, RunSettings settings)
{
    private const double LookMs = 50;
    private const double SettleMs = 3_000;
    private const double AbandonedMs = 20_000;

    private readonly Lock gate = new();

    internal async Task PlayAsync(Bench bench, PlannedRun run, string conversation, CancellationToken cancellation)
    {
        var set = new TaskCompletionSource<Stage>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var person = new Person(this, set.Task, over.Token);
        var play = new CaseRun(bench, person, settings) { WhenSet = set.SetResult };
        var playing = play.PlayAsync(run, conversation, cancellation);
        try
        {
            if (await Task.WhenAny(set.Task, playing) == set.Task)
            {
                await TellUntilGoneAsync(await set.Task, playing, cancellation);
            }
        }
        finally
        {
            await over.CancelAsync();
            await ((Task)playing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var evidence = await playing;
        if (evidence.HarnessError is { } error)
        {
            Tell(() => watch.Happened(error));
        }
    }

    private async Task TellUntilGoneAsync(Stage stage, Task playing, CancellationToken cancellation)
    {
        var (requests, faults, quiet) = (0, 0, 0d);
        while (!playing.IsCompleted)
        {
            var asked = stage.Requests;
            var done = stage.Faults;
            foreach (
                var line in asked
                    .Skip(requests)
                    .Select(request => (request.Time, Text: Trace.LineOf(request)))
                    .Concat(done.Skip(faults).Select(fault => (fault.Time, Text: Trace.LineOf(fault))))
                    .OrderBy(line => line.Time)
            )
            {
                Tell(() => watch.Happened(line.Text));
            }

            quiet = asked.Count > requests || stage.IsWatched ? 0 : quiet + LookMs;
            (requests, faults) = (asked.Count, done.Count);
            if (requests > 0 && quiet >= (stage.HasSaidAll ? SettleMs : AbandonedMs))
            {
                return;
            }

            await settings.WaitAsync(LookMs, cancellation);
        }
    }

    private void Ready(CaseOrder order, ImmutableArray<string> plan) => Tell(() => watch.Ready(order, plan));

    private void Wanted(ActionOrder action) => Tell(() => watch.Wanted(action));

    private void Tell(Action tell)
    {
        lock (gate)
        {
            tell();
        }
    }

    /// <summary>Takes the place of the client: passes its orders on to the person, and stays until the play is over.</summary>
    private sealed class Person(HandPlay play, Task<Stage> stage, CancellationToken over) : IClientUnderTest
    {
        public Task<ClientIntroduction> StartAsync(CancellationToken cancellation) =>
            throw new NotSupportedException("a person introduces himself to nobody");

        public async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
        {
            var plan = StageWords.Of(await stage);
            play.Ready(order, plan);
            var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = over.Register(left.SetResult);
            await left.Task;
            return new CaseAnswer { Run = order.Run, Outcome = "ok" };
        }

        public Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation)
        {
            play.Wanted(action);
            return Task.FromResult(
                new ActionAnswer
                {
                    Run = action.Run,
                    Step = action.Step,
                    Ok = true,
                }
            );
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
