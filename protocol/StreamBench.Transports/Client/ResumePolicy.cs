using StreamBench.Protocol.Events;

namespace StreamBench.Transports.Client;

/// <summary>
/// The reference policy: backoff with jitter, the server's wish as a lower bound, the cursor of the last applied event until
/// there is a newer one, repairs in growing strength (replay, snapshot, history), and a visible end to trying.
/// </summary>
/// <remarks>Source: StreamBench protocol §6, resume contract, and §3.14.</remarks>
public sealed class ResumePolicy(ClientConfig config, Random random) : IResumePolicy
{
    // A server that keeps only so many connections closes one for each that opens: coming back fast is a game of ping-pong.
    private const int LimitPatience = 4;

    private int attempts;
    private int refusedTokens;
    private int repairs;
    private long repairedSeq = -1;

    /// <inheritdoc/>
    public void Advanced()
    {
        attempts = 0;
        refusedTokens = 0;
    }

    /// <inheritdoc/>
    public ResumeDecision Decide(Interruption interruption)
    {
        ArgumentNullException.ThrowIfNull(interruption);
        return interruption.Kind switch
        {
            InterruptionKind.Satisfied => new(ResumeStep.Finish),
            InterruptionKind.Farewell => AfterFarewell(interruption),
            InterruptionKind.Hole or InterruptionKind.Damaged => Repair(interruption, Strength.Replay),
            InterruptionKind.Diverged => Repair(interruption, Strength.Snapshot),
            InterruptionKind.Silence or InterruptionKind.Asked => Resume(interruption, interruption.Floor),
            _ => AfterEnd(interruption, interruption.End!),
        };
    }

    private ResumeDecision AfterFarewell(Interruption interruption) =>
        interruption.Bye switch
        {
            ByeReason.Done when !interruption.IsTurnOpen => new(ResumeStep.Finish),
            ByeReason.Done => Repair(interruption, Strength.Snapshot),
            ByeReason.Limit => Retry(interruption, ByeReason.Limit, config.MaxRetry * LimitPatience),
            var reason => Retry(interruption, reason ?? "bye", TimeSpan.Zero),
        };

    private ResumeDecision AfterEnd(Interruption interruption, StreamEnd end) =>
        end.Kind switch
        {
            StreamEndKind.Finished when !interruption.IsTurnOpen => new(ResumeStep.Finish),
            StreamEndKind.Finished => Repair(interruption, Strength.Snapshot),
            StreamEndKind.Refused => AfterRefusal(interruption, end),
            StreamEndKind.Closed => AfterClose(interruption, end),
            StreamEndKind.BadContentType => new(ResumeStep.Fail, Code: "bad_content_type"),
            StreamEndKind.BadRedirect => new(ResumeStep.Fail, Code: "bad_redirect"),
            StreamEndKind.TooLarge or StreamEndKind.Corrupt => Repair(interruption, Strength.Replay),
            _ => Retry(interruption, Word(end.Kind), TimeSpan.Zero),
        };

    private ResumeDecision AfterRefusal(Interruption interruption, StreamEnd end) =>
        end.Status switch
        {
            401 => Reauthorise(),
            410 when interruption.Cursor is not null => Repair(interruption, Strength.History),
            408 or 429 or >= 500 => Retry(interruption, $"http_{end.Status}", end.RetryAfter ?? TimeSpan.Zero),
            var status => new(ResumeStep.Fail, Code: $"http_{status}"),
        };

    // RFC 6455 §7.4.1; 44xx are HTTP's 4xx in the private range.
    private ResumeDecision AfterClose(Interruption interruption, StreamEnd end) =>
        end.Code switch
        {
            4401 => Reauthorise(),
            4410 when interruption.Cursor is not null => Repair(interruption, Strength.History),
            4429 => Retry(interruption, "ws_4429", config.MaxRetry),
            1008 or (>= 4400 and < 4500) => new(ResumeStep.Fail, Code: $"ws_{end.Code}"),
            var code => Retry(interruption, $"ws_{code}", TimeSpan.Zero),
        };

    private ResumeDecision Reauthorise() =>
        ++refusedTokens == 1 ? new(ResumeStep.RefreshToken) : new(ResumeStep.RequireAuth, Code: "auth_required");

    private ResumeDecision Retry(Interruption interruption, string code, TimeSpan least)
    {
        if (attempts == config.MaxAttempts)
        {
            return new(ResumeStep.GiveUp, Code: code);
        }

        var wait = Backoff(attempts++);
        return Resume(interruption, Max(wait, Max(least, interruption.Floor)));
    }

    /// <summary>A repair of the same place again means that the one before did not help: the next stronger one is due.</summary>
    private ResumeDecision Repair(Interruption interruption, Strength least)
    {
        repairs = interruption.LastSeq == repairedSeq ? repairs + 1 : 0;
        repairedSeq = interruption.LastSeq;
        if (repairs == config.MaxRepairs)
        {
            return new(ResumeStep.GiveUp, Code: "unrepaired");
        }

        // The first repair is at once; later ones slow down, so that a broken server is not hammered.
        var wait = Max(repairs == 0 ? TimeSpan.Zero : Backoff(repairs - 1), interruption.Floor);
        return (Strength)Math.Min((int)least + repairs, (int)Strength.History) switch
        {
            Strength.Replay => Resume(interruption, wait),
            Strength.Snapshot => new(ResumeStep.Connect, StreamRequest.AnyOtherCursor, wait),
            _ => new(ResumeStep.FetchHistory, Wait: wait),
        };
    }

    private static ResumeDecision Resume(Interruption interruption, TimeSpan wait) =>
        new(ResumeStep.Connect, interruption.Cursor, wait);

    /// <summary>Half of the doubled wait for certain, the other half by chance: clients that fell together do not come back together.</summary>
    private TimeSpan Backoff(int attempt)
    {
        var cap = Math.Min(config.MaxRetry.Ticks, config.InitialRetry.Ticks * Math.Pow(2, Math.Min(attempt, 30)));
        return TimeSpan.FromTicks((long)(cap * (0.5 + (random.NextDouble() / 2))));
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string Word(StreamEndKind kind) =>
        kind switch
        {
            StreamEndKind.Completed or StreamEndKind.Truncated => "stream_ended",
            StreamEndKind.Reset => "connection_reset",
            StreamEndKind.TimedOut => "timed_out",
            StreamEndKind.Unreachable => "unreachable",
            _ => "stream_lost",
        };

    private enum Strength
    {
        Replay,
        Snapshot,
        History,
    }
}
