using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Judging;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Running;

/// <summary>Does the steps of a case, one after the other, each once what it waits for has happened.</summary>
internal sealed class Director(Stage stage, Cast cast, RunSettings settings)
{
    private readonly List<StepRecord> done = [];

    /// <summary>What was done so far.</summary>
    internal ImmutableArray<StepRecord> Done
    {
        get
        {
            lock (done)
            {
                return [.. done];
            }
        }
    }

    internal async Task PlayAsync(CancellationToken cancellation)
    {
        using var watch = new JournalWatch(stage.Conversation);
        var unanswered = new List<Task>();
        foreach (var step in stage.Run.Variant.Setup.Steps)
        {
            await WaitAsync(step, watch, cancellation);
            var doing = DoneAsync(step, cancellation);
            if (step.Waits)
            {
                await doing;
            }
            else
            {
                unanswered.Add(doing);
            }
        }

        await Task.WhenAll(unanswered);
    }

    private async Task DoneAsync(Step step, CancellationToken cancellation)
    {
        var (at, open) = (settings.Now, stage.Conversation.Subscribers);
        var answers = await DoAsync(step, cancellation);
        lock (done)
        {
            done.Add(new StepRecord(step, at, answers, open));
        }
    }

    private Task WaitAsync(Step step, JournalWatch watch, CancellationToken cancellation)
    {
        var conversation = stage.Conversation;
        if (step.When.Kind == TriggerKind.Asked)
        {
            return WhenAskedAsync((string?)step.When.Number ?? "", cancellation);
        }

        var number = step.When.Number is { } given ? Template.Number(given, stage.Values) : 1;
        return step.When.Kind switch
        {
            TriggerKind.Now => Task.CompletedTask,
            TriggerKind.Delivered => conversation.WhenDeliveredAsync(number, cancellation),
            TriggerKind.Journalled => conversation.WhenJournalledAsync(number, cancellation),
            TriggerKind.Subscribed => conversation.WhenSubscribedAsync((int)number, cancellation),
            TriggerKind.Watched => conversation.WhenListenedToAsync(cancellation),
            TriggerKind.Unwatched => conversation.WhenNobodyListensAsync(cancellation),
            TriggerKind.Resumed => WhenResumedAsync(number, cancellation),
            TriggerKind.Approvals => watch.WhenAsync(e => e.OfType<ApprovalRequest>().Count() >= number, cancellation),
            TriggerKind.TurnsEnded => watch.WhenAsync(e => e.OfType<TurnClose>().Count() >= number, cancellation),
            TriggerKind.After => settings.WaitAsync(number, cancellation),
            TriggerKind.TokenAsked => cast.WhenTokenAskedAsync((int)number, cancellation),
            TriggerKind.Ended => cast.WhenEndedAsync(step.Client, cancellation),
            _ => throw new FormatException($"nothing waits for {step.When.Kind}"),
        };
    }

    private Task WhenAskedAsync(string kind, CancellationToken cancellation) =>
        stage.Bench.Agent.Requests.WhenAsync(
            stage.Conversation.Id,
            request => RequestChecks.Is(kind, request),
            cancellation
        );

    private Task WhenResumedAsync(long seq, CancellationToken cancellation)
    {
        var conversation = stage.Conversation;
        return stage.Bench.Agent.Requests.WhenAsync(
            conversation.Id,
            request =>
                request.Cursor is { } text
                && stage.ReadCursor(text) is { } cursor
                && cursor.Epoch == conversation.Journal.Epoch
                && cursor.Seq >= seq,
            cancellation
        );
    }

    private async Task<ImmutableArray<ActionAnswer>> DoAsync(Step step, CancellationToken cancellation)
    {
        if (Deeds.OfClients.Contains(step.Do, StringComparer.Ordinal))
        {
            var hearing = new Hearing(stage, settings);
            var answers = await cast.ActAsync(step.Client, order => Fill(order, step), step.Times, cancellation);
            await hearing.WaitAsync(step, cancellation);
            return answers;
        }

        var with = (JsonObject)Template.Fill(step.With, stage.Values)!;
        if (step.Do == "join")
        {
            cast.Begin(stage.Run.Variant.Setup.Clients.First(role => role.Name == step.Client), cancellation);
        }
        else
        {
            for (var time = 0; time < step.Times; time++)
            {
                await HarnessDeed.DoAsync(step.Do, with, step.Client, stage, cancellation);
            }
        }

        return [];
    }

    private ActionOrder Fill(ActionOrder order, Step step)
    {
        var events = stage.Conversation.Journal.Events();
        return order with
        {
            Action = step.Do,
            Id = OnTheWire(step.Do, (string?)step.With["id"] ?? DefaultId(step.Do, events)),
            Text = (string?)step.With["text"],
            ClientMessageId = step.Do is "send" or "regenerate" ? (string?)step.With["message"] ?? "m2" : null,
            Result = step.With["result"] is { } result ? JsonSerializer.SerializeToElement(result) : default,
        };
    }

    // What a client is asked to decide it knows by the name that its dialect has for it.
    private string? OnTheWire(string action, string? id) =>
        action is "approve" or "reject" && id is not null && stage.Run.Spoken.On(stage.Run.Transport) is { } endpoint
            ? endpoint.NameOf(id)
            : id;

    // A person answers what is asked, and stops what runs.
    private static string? DefaultId(string action, IReadOnlyList<StreamEvent> events) =>
        action switch
        {
            "approve" or "reject" => Undecided(events) ?? events.OfType<ApprovalRequest>().LastOrDefault()?.Approval,
            "cancel" or "regenerate" => events.OfType<TurnOpen>().LastOrDefault()?.Turn,
            "toolResult" => events.OfType<ItemOpen>().LastOrDefault(item => item.Kind == "tool")?.Item,
            _ => null,
        };

    private static string? Undecided(IReadOnlyList<StreamEvent> events)
    {
        var decided = events.OfType<ApprovalDecision>().Select(d => d.Approval).ToHashSet(StringComparer.Ordinal);
        return events
            .OfType<ApprovalRequest>()
            .FirstOrDefault(request => !decided.Contains(request.Approval))
            ?.Approval;
    }
}
