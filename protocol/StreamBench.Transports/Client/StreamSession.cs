using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Client;

/// <summary>Reads one connection until there is a reason to stop, and says which.</summary>
internal sealed class StreamSession(ClientRun run, IStreamConnection connection)
{
    private readonly List<Received> received = [];
    private bool awaitsSnapshot;
    private string? bye;
    private TimeSpan askedOnce;

    /// <summary>Frames read so far.</summary>
    internal long Frames { get; private set; }

    internal async Task<Interruption> ReadAsync(CancellationToken cancellation)
    {
        run.Decoder.StartConnection();
        run.Deadlines.StartConnection();
        while (true)
        {
            await run.Signals.WhileHeldAsync(cancellation);
            var read = connection.ReadAsync(cancellation).AsTask();
            if (await WaitAsync(read, cancellation) is { } early)
            {
                return Interrupt(early);
            }

            if (!await read)
            {
                return Interrupt(InterruptionKind.Ended) with { End = connection.End };
            }

            Frames++;
            if (TakeFrame(connection.Current) is { } reason)
            {
                return Interrupt(reason);
            }
        }
    }

    /// <summary>Waits for bytes, the next deadline or the user, whichever is first; null when it was the bytes.</summary>
    private async Task<InterruptionKind?> WaitAsync(Task<bool> read, CancellationToken cancellation)
    {
        var asked = run.Signals.Asked;
        while (!read.IsCompleted)
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var left = run.Deadlines.Next(run.Fold) ?? Timeout.InfiniteTimeSpan;
            var deadline = Task.Delay(left, run.Time, over.Token);
            var first = await Task.WhenAny(read, asked, deadline);
            await over.CancelAsync();
            if (first == asked)
            {
                return InterruptionKind.Asked;
            }

            if (first == deadline && !cancellation.IsCancellationRequested && AtDeadline() is { } due)
            {
                return due;
            }
        }

        return null;
    }

    private InterruptionKind? AtDeadline()
    {
        if (run.Deadlines.IsHoleOverdue)
        {
            return awaitsSnapshot ? InterruptionKind.Diverged : InterruptionKind.Hole;
        }

        switch (run.Deadlines.JudgeTurn(run.Fold))
        {
            case TurnVerdict.AskAgain:
                return InterruptionKind.Silence;
            case TurnVerdict.TimeOut:
                foreach (var close in run.Fold.TimeOutTurns())
                {
                    run.Apply(close, null);
                }

                return run.IsSatisfied ? InterruptionKind.Satisfied : null;
            default:
                return null;
        }
    }

    private InterruptionKind? TakeFrame(in Frame frame)
    {
        received.Clear();
        run.Decoder.Decode(frame, received);
        foreach (var one in received)
        {
            if (Take(one) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    private InterruptionKind? Take(in Received one)
    {
        switch (one)
        {
            case { Problem: not null }:
                return InterruptionKind.Damaged;
            case { Payload: StreamEvent happening }:
                return TakeEvent(happening, one.Cursor);
            case { Payload: ControlFrame control }:
                return TakeControl(control);
            case { Cursor: { } cursor }:
                run.Fold.Prime(cursor);
                return null;
            default:
                return null;
        }
    }

    private InterruptionKind? TakeControl(ControlFrame control)
    {
        run.Watch.OnControl?.Invoke(control);
        switch (control)
        {
            case Hello hello:
                run.RetryFloor = TimeSpan.FromMilliseconds(Math.Max(0, hello.RetryMs));
                if (hello.Resume is ResumeMode.Snapshot or ResumeMode.Reset)
                {
                    awaitsSnapshot = true;
                    run.ExpectSnapshot();
                }

                return null;
            case Bye said:
                bye = said.Reason;
                askedOnce = TimeSpan.FromMilliseconds(Math.Max(0, said.RetryMs));
                return InterruptionKind.Farewell;
            default:
                return null;
        }
    }

    private InterruptionKind? TakeEvent(StreamEvent happening, string? cursor)
    {
        var outcomes = run.Apply(happening, cursor);
        if (run.Fold.Cursor is { } reached)
        {
            connection.Acknowledge(reached);
        }

        if (happening is StreamError { RetryAfterMs: { } wait })
        {
            askedOnce = TimeSpan.FromMilliseconds(Math.Max(0, wait));
        }

        awaitsSnapshot &= happening is not Snapshot;
        if (run.Fold.State.NeedResync && !awaitsSnapshot)
        {
            return InterruptionKind.Diverged;
        }

        // Nothing more will come after a completion signal that could fill the hole before it.
        if (outcomes.Own.Kind == OutcomeKind.Buffered && happening is TurnClose)
        {
            return InterruptionKind.Hole;
        }

        run.Deadlines.SetHole(run.Fold.Reducer.PendingCount > 0 || awaitsSnapshot);
        return run.IsSatisfied ? InterruptionKind.Satisfied : null;
    }

    private Interruption Interrupt(InterruptionKind kind)
    {
        run.RetryFloor = connection.Retry ?? run.RetryFloor;
        return new Interruption(kind)
        {
            Bye = bye,
            Cursor = run.Fold.Cursor,
            LastSeq = run.Fold.State.LastSeq,
            IsTurnOpen = run.Fold.IsTurnOpen,
            Floor = askedOnce > run.RetryFloor ? askedOnce : run.RetryFloor,
        };
    }
}
