using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Planning;
using StreamBench.FaultProxy;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Running;

/// <summary>Plays one run: sets the stage, lets the clients begin, does the steps, and gathers the evidence.</summary>
internal sealed class CaseRun(Bench bench, IClientUnderTest client, RunSettings settings)
{
    /// <summary>Is given the stage once it is set, before the first client begins.</summary>
    internal Action<Stage>? WhenSet { get; init; }

    internal async Task<RunEvidence> PlayAsync(PlannedRun run, string id, CancellationToken cancellation)
    {
        await using var stage = await Stage.SetAsync(bench, run, id, settings, cancellation);
        WhenSet?.Invoke(stage);
        var startedAt = settings.Now;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var cast = new Cast(client, stage, settings);
        var script = new Director(stage, cast, settings);
        var setup = run.Variant.Setup;
        foreach (var role in setup.Clients.Where(role => role.Joins))
        {
            cast.Begin(role, cancellation);
        }

        var steps = script.PlayAsync(over.Token);
        var answers = setup.AnswersItself ? SelfAnswers.GiveAsync(stage, over.Token) : Task.CompletedTask;
        var clients = await cast.EndAsync(steps);
        var playOut = new PlayOut(stage, settings);
        var awaited = playOut.AwaitedTurns(clients);
        await playOut.WaitAsync(awaited, cancellation);
        await over.CancelAsync();
        var error = await FailureOfAsync(steps, over.Token) ?? await FailureOfAsync(answers, over.Token);
        var endedAt = settings.Now;
        await StayQuietAsync(setup, cancellation);
        await stage.SettleAsync(settings, cancellation);
        return Gather(stage, clients, script.Done, startedAt) with
        {
            StartedAt = startedAt,
            EndedAt = endedAt,
            AwaitedTurns = awaited,
            HarnessError = error,
        };
    }

    // What must not happen after the end needs a time in which it does not.
    private Task StayQuietAsync(Setup setup, CancellationToken cancellation)
    {
        var longest = setup
            .Checks.Where(check => check.Name == Judging.Checks.Quiet)
            .Select(check => check.Value?.GetValue<long>() ?? 0)
            .DefaultIfEmpty(0)
            .Max();
        return longest == 0 ? Task.CompletedTask : settings.WaitAsync(longest, cancellation);
    }

    private static async Task<string?> FailureOfAsync(Task work, CancellationToken over)
    {
        try
        {
            await work;
            return null;
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return null; // the run was over before the work was done
        }
        catch (Exception e) when (e is FormatException or FaultProxyException or InvalidOperationException)
        {
            return e.Message;
        }
    }

    private static RunEvidence Gather(
        Stage stage,
        ImmutableArray<ClientEvidence> clients,
        ImmutableArray<StepRecord> steps,
        DateTimeOffset startedAt
    )
    {
        var (conversation, setup) = (stage.Conversation, stage.Run.Variant.Setup);
        ImmutableArray<StreamEvent> journal = [.. conversation.Journal.Events()];
        return new RunEvidence
        {
            Clients = clients,
            Requests = [.. stage.Requests],
            Sent = stage.Bytes?.Sent ?? [],
            Faults = [.. stage.Faults],
            Steps = steps,
            Journal = journal,
            Expected = ExpectedState.Of(setup.Expect, journal, stage.Values),
            ReadCursor = stage.ReadCursor,
            OpenStreams = conversation.Subscribers,
            Values = stage.Values,
            StartedAt = default,
            EndedAt = default,
        };
    }
}
