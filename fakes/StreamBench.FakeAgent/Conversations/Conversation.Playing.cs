using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Conversations;

/// <content>How what the script says gets into the journal when it is due.</content>
public sealed partial class Conversation
{
    /// <summary>Plays what is due; called by the agenda.</summary>
    TimeSpan? IAgendaItem.Run(TimeSpan now)
    {
        lock (gate)
        {
            if (scheduled is null || now < scheduled)
            {
                return null; // Something earlier had been scheduled in the meantime and has done the work.
            }

            Play(now);
            scheduled = isHeld ? null : playlist.Current?.Due;
            return scheduled;
        }
    }

    private void Schedule()
    {
        Advance(agenda.Now);
        if (!isHeld && playlist.Current?.Due is { } due && (scheduled is null || due < scheduled))
        {
            scheduled = due;
            agenda.Add(appointment, due);
        }
    }

    private void Play(TimeSpan now)
    {
        while (!isHeld && playlist.Current is { } current && current.Due <= now)
        {
            var cue = current.Run.Take();
            Say(
                cue is { Event: ApprovalRequest request, ExpiresAfter: { } after }
                    ? request with
                    {
                        ExpiresAt = (time.GetUtcNow() + after).ToUnixTimeMilliseconds(),
                    }
                    : cue.Event
            );
            HoldWhereDue(now);
            Advance(now);
        }
    }

    private void Advance(TimeSpan now)
    {
        var goesOn = playlist.Advance(now);
        if (isHeld)
        {
            playlist.Current?.Pause(now);
        }
        else if (!goesOn && !finished)
        {
            Volatile.Write(ref finished, true);
            Journal.Nudge();
        }
    }

    private void Say(StreamEvent happening)
    {
        if (((happening as ApprovalRequest)?.Approval ?? happening.Turn) is { } id)
        {
            playlist.Own(id);
        }

        Journalise(happening);
        foreach (var late in lateEcho.After(happening, Behaviour.LateEvents))
        {
            Journalise(late);
        }
    }

    private void Journalise(StreamEvent happening)
    {
        try
        {
            Journal.Append(happening);
        }
        catch (EventTooLargeException e)
        {
            Journal.Append(
                new StreamError
                {
                    Turn = happening.Turn,
                    Item = happening.Item,
                    Scope = happening.Item is null ? "turn" : "item",
                    Code = "event_too_large",
                    Message = e.Message,
                }
            );
        }

        AgentMeter.Events.Add(1);
    }
}
