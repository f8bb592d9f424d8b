using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>The resume contract of protocol §6 as one pure function.</summary>
internal static class ResumeContract
{
    /// <summary>Decides how a subscription begins.</summary>
    /// <param name="journal">Reads the cursors it has written.</param>
    /// <param name="window">What can be replayed now.</param>
    /// <param name="isFinished">True when the conversation has nothing more to say.</param>
    /// <param name="cursorText">What the client sent, or null when it starts afresh.</param>
    /// <param name="behaviour">What the server does wrong.</param>
    internal static ResumePlan Plan(
        Journal journal,
        JournalWindow window,
        bool isFinished,
        string? cursorText,
        AgentBehaviour behaviour
    )
    {
        if (cursorText is null || behaviour.IgnoresCursor)
        {
            return FromStart(window);
        }

        // Malformed, from another epoch (which is also that of another conversation), or ahead of everything that this conversation has said: never a silent restart.
        if (
            !journal.TryParseCursor(cursorText, out var cursor)
            || cursor.Epoch != window.Epoch
            || cursor.Seq > window.LastSeq
        )
        {
            return Unusable(ResumeMode.Reset, window, behaviour);
        }

        if (isFinished && cursor.Seq == window.LastSeq)
        {
            return new ResumePlan(ResumeAnswer.Done, ResumeMode.Live, window.Epoch, window.LastSeq);
        }

        return cursor.Seq + 1 < window.FirstSeq
            ? Unusable(ResumeMode.Snapshot, window, behaviour)
            : new ResumePlan(
                ResumeAnswer.Events,
                ResumeMode.Replay,
                window.Epoch,
                Math.Max(window.FirstSeq - 1, cursor.Seq - behaviour.ReplayOverlap)
            );
    }

    private static ResumePlan FromStart(JournalWindow window) =>
        window switch
        {
            { LastSeq: 0 } => new ResumePlan(ResumeAnswer.Events, ResumeMode.Live, window.Epoch, 0),
            { FirstSeq: 1 } => new ResumePlan(ResumeAnswer.Events, ResumeMode.Replay, window.Epoch, 0),
            _ => new ResumePlan(ResumeAnswer.Snapshot, ResumeMode.Snapshot, window.Epoch, window.LastSeq),
        };

    private static ResumePlan Unusable(string mode, JournalWindow window, AgentBehaviour behaviour) =>
        behaviour.RefusesOldCursors
            ? new ResumePlan(ResumeAnswer.Expired, mode, window.Epoch, window.LastSeq)
            : new ResumePlan(ResumeAnswer.Snapshot, mode, window.Epoch, window.LastSeq);
}
