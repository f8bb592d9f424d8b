using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Client;

/// <summary>What the connections of one client share. Events are applied by the reading loop only; others look under the lock.</summary>
internal sealed class ClientRun(ChatClientParts parts, ClientConfig config, TimeProvider time)
{
    private readonly Lock gate = new();
    private volatile Caller caller = new(parts.Conversation, parts.Headers);
    private ItemUpdates? updates;
    private readonly List<(Func<ConversationState, bool> Condition, TaskCompletionSource Met)> waiters = [];

    internal TimeProvider Time => time;

    internal IFrameDecoder Decoder => parts.Decoder;

    internal ClientWatch Watch => parts.Watch;

    internal ConversationFold Fold { get; } = new();

    internal Deadlines Deadlines { get; } = new(config, time);

    internal RunLog Log { get; } = new(time);

    internal ClientSignals Signals { get; } = new();

    /// <summary>On whose behalf requests are made now; its headers change when a token is refreshed.</summary>
    internal Caller Caller
    {
        get => caller;
        set => caller = value;
    }

    /// <summary>Lower bound of every reconnect, as the server last said it.</summary>
    internal TimeSpan RetryFloor { get; set; }

    /// <summary>What the run waits for; null to go on until the server says that all is done.</summary>
    internal Func<ConversationState, bool>? Until { get; set; }

    /// <summary>True when the run has what it waits for, on solid ground: no hole, no known divergence.</summary>
    internal bool IsSatisfied =>
        Until is { } until && Fold.Reducer.PendingCount == 0 && !Fold.State.NeedResync && until(Fold.State);

    internal void ExpectSnapshot()
    {
        lock (gate)
        {
            Fold.Reducer.ExpectSnapshot();
        }
    }

    internal Outcomes Apply(StreamEvent happening, string? cursor)
    {
        Outcomes outcomes;
        lock (gate)
        {
            var before = Fold.State.LastSeq;
            outcomes = Fold.Apply(happening, cursor);
            Note(happening, outcomes, Fold.State.LastSeq != before);
        }

        parts.Watch.OnEvent?.Invoke(happening, cursor, outcomes, Fold.Reducer);
        TellItems();
        return outcomes;
    }

    /// <summary>Takes a history answer: where to stream from next, or null when the answer is of no use.</summary>
    internal string? Adopt(ChatReply history)
    {
        string? cursor;
        lock (gate)
        {
            cursor = Fold.Adopt(history);
            Release();
        }

        TellItems();
        return cursor;
    }

    internal T Read<T>(Func<Reducer, T> look)
    {
        lock (gate)
        {
            return look(Fold.Reducer);
        }
    }

    internal Task WhenAsync(Func<ConversationState, bool> condition)
    {
        lock (gate)
        {
            if (condition(Fold.State))
            {
                return Task.CompletedTask;
            }

            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((condition, met));
            return met.Task;
        }
    }

    private void TellItems()
    {
        if (parts.Watch.OnItems is { } tell && (updates ??= new(Fold.Reducer)).Take() is { Count: > 0 } taken)
        {
            tell(taken, Fold.Reducer);
        }
    }

    private void Note(StreamEvent happening, in Outcomes outcomes, bool hasMoved)
    {
        Log.Count(outcomes);
        if (hasMoved)
        {
            parts.Policy.Advanced();
            Deadlines.TurnMoved();
        }

        if (happening is StreamError || outcomes.Count > 1)
        {
            foreach (var error in Fold.Reducer.Errors)
            {
                Log.Surface(new SurfacedError(error.Code, error.Message, error.Retryable));
            }
        }

        if (outcomes.Own.Kind == OutcomeKind.Conflict)
        {
            Log.Surface(
                new SurfacedError(
                    "sequence_conflict",
                    $"event {happening.Seq} came twice with different content",
                    false
                )
            );
        }

        Release();
    }

    private void Release()
    {
        for (var i = waiters.Count - 1; i >= 0; i--)
        {
            if (waiters[i].Condition(Fold.State))
            {
                waiters[i].Met.SetResult();
                waiters.RemoveAt(i);
            }
        }
    }
}
