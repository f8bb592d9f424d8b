namespace StreamBench.Transports.Client;

/// <summary>The way of a client through its connections, one at a time, as its policy decides.</summary>
/// <remarks><code>connect → read → interruption → policy → wait → connect …</code></remarks>
internal sealed class ConnectionLoop(
    ChatClientParts parts,
    ClientRun run,
    Func<CancellationToken, Task<ChatReply>> fetchHistory
)
{
    /// <summary>Connects, reads and decides, over and over, until there is nothing left to do.</summary>
    internal async Task<(ClientOutcome Outcome, string? Code)> RunAsync(CancellationToken stop)
    {
        var next = new ResumeDecision(ResumeStep.Connect, run.Fold.Cursor);
        parts.Watch.OnStatus?.Invoke("connecting");
        while (true)
        {
            await Task.Delay(next.Wait, run.Time, stop);
            switch (next.Step)
            {
                case ResumeStep.Connect:
                    next = parts.Policy.Decide(await StreamAsync(next.Cursor, stop));
                    break;
                case ResumeStep.FetchHistory:
                    next = await RecoverFromHistoryAsync(stop);
                    break;
                case ResumeStep.RefreshToken:
                    next = await RefreshAsync(stop);
                    break;
                case ResumeStep.Finish:
                    return (ClientOutcome.Ok, null);
                case ResumeStep.GiveUp:
                    return (ClientOutcome.GaveUp, next.Code);
                case ResumeStep.RequireAuth:
                    return (ClientOutcome.AuthRequired, next.Code);
                default:
                    return (ClientOutcome.Error, next.Code);
            }

            parts.Watch.OnStatus?.Invoke("reconnecting");
        }
    }

    /// <summary>One connection from its opening to its end. It is gone before the next one is thought of.</summary>
    private async Task<Interruption> StreamAsync(string? cursor, CancellationToken stop)
    {
        run.Signals.Answer();
        var record = new ConnectionRecord(cursor, run.Log.Now);
        var request = new StreamRequest(parts.Conversation, cursor) { Headers = run.Caller.Headers };
        await using var connection = await parts.Transport.OpenAsync(request, stop);
        if (connection.End is null)
        {
            parts.Watch.OnStatus?.Invoke("open");
        }

        var session = new StreamSession(run, connection);
        var interruption = await session.ReadAsync(stop);
        run.Log.Add(record with { Frames = session.Frames, End = interruption.End, Reason = interruption.Kind });
        return interruption;
    }

    private async Task<ResumeDecision> RecoverFromHistoryAsync(CancellationToken stop)
    {
        var reply = await fetchHistory(stop);
        if (run.Adopt(reply) is { } cursor)
        {
            return new ResumeDecision(ResumeStep.Connect, cursor);
        }

        var failure = new Interruption(reply.IsSuccess ? InterruptionKind.Diverged : InterruptionKind.Ended)
        {
            End =
                reply.Failure
                ?? new(StreamEndKind.Refused, StreamSide.Server, $"history was refused with {reply.Status}")
                {
                    Status = reply.Status,
                },
            LastSeq = run.Fold.State.LastSeq,
            Cursor = run.Fold.Cursor,
            IsTurnOpen = run.Fold.IsTurnOpen,
        };
        return parts.Policy.Decide(failure);
    }

    private async Task<ResumeDecision> RefreshAsync(CancellationToken stop)
    {
        var headers = parts.RefreshHeaders is { } refresh ? await refresh(stop) : null;
        if (headers is null)
        {
            return new ResumeDecision(ResumeStep.RequireAuth, Code: "auth_required");
        }

        run.Caller = run.Caller with { Headers = headers };
        return new ResumeDecision(ResumeStep.Connect, run.Fold.Cursor);
    }
}
