using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <content>What goes out: greeting, snapshot, notices, events through the filters, and the end.</content>
internal sealed partial class Subscription
{
    private bool CollectAll(List<Outgoing> into)
    {
        if (!isGreeted)
        {
            isGreeted = true;
            Greet(into);
        }

        TakeNotices(into);
        if (pulse.TakeHeartbeat())
        {
            into.Add(Outgoing.Of(new Heartbeat()));
        }

        if (IsStopped(into))
        {
            return false;
        }

        if (owesSnapshot && !Summarise(into))
        {
            return false; // A text ends in half an emoji; the next event completes it and wakes this loop.
        }

        // Asked before reading: whatever was said before the end is then surely read.
        var finished = conversation.IsFinished && !behaviour.NeverCompletes && !notices.IsExpected;
        if (!position.Read(EntriesAtOnce))
        {
            return FellBehind(into);
        }

        // Asked again: what was said after this reader was sent away is not for it.
        if (IsStopped(into))
        {
            return false;
        }

        Deliver(into);
        var caughtUp = position.Entries.Length < EntriesAtOnce;
        if (End is null && caughtUp && finished)
        {
            chain.Flush(into);
            TakeNotices(into); // the answer to the request that brought the end
            Finish(StreamEnd.Done, ByeReason.Done, into);
        }

        if (caughtUp)
        {
            position.NoteCaughtUp();
        }

        if (!chain.IsEmpty)
        {
            pulse.WakeIn(chain.WakeIn);
        }

        return !caughtUp && End is null;
    }

    private void Greet(List<Outgoing> into)
    {
        var window = conversation.Journal.Window;
        var limits = conversation.Options.Subscriptions;
        into.Add(
            Outgoing.Of(
                new Hello
                {
                    Conversation = conversation.Id,
                    Epoch = plan.Epoch,
                    Resume = plan.Mode,
                    FirstSeq = window.FirstSeq,
                    LastSeq = window.LastSeq,
                    HeartbeatMs =
                        behaviour.Heartbeats == HeartbeatStyle.None ? 0 : (int)limits.Heartbeat.TotalMilliseconds,
                    RetryMs = (int)limits.Retry.TotalMilliseconds,
                }
            )
        );
        owesSnapshot = plan.Answer == ResumeAnswer.Snapshot && window.LastSeq > 0;
    }

    private bool Summarise(List<Outgoing> into)
    {
        if (conversation.Journal.Summarise() is not { } snapshot)
        {
            return false;
        }

        position.StartAfter(snapshot.Stamp.Epoch, snapshot.Seq);
        owesSnapshot = false;
        into.Add(WithoutId(Whole(snapshot)));
        return true;
    }

    private void TakeNotices(List<Outgoing> into)
    {
        while (notices.TryTake(out var notice))
        {
            into.Add(notice);
        }

        conversation.Intruders.Take(into);
    }

    private bool IsStopped(List<Outgoing> into)
    {
        if (stop is not { } stopped)
        {
            return false;
        }

        End = stopped.End;
        if (stopped.Bye is { } reason)
        {
            Finish(stopped.End, reason, into);
        }

        return true;
    }

    private void Deliver(List<Outgoing> into)
    {
        var start = into.Count;
        foreach (ref readonly var entry in position.Entries)
        {
            position.Reach(entry.Seq);
            chain.Pass(Whole(entry), into);
            if (
                OnlyTurn is not null
                && !behaviour.NeverCompletes
                && entry.Said is TurnClose close
                && close.Turn == OnlyTurn
            )
            {
                chain.Flush(into);
                Finish(StreamEnd.Done, ByeReason.Done, into);
                break;
            }
        }

        if (!chain.IsEmpty)
        {
            chain.Wake(into);
        }

        for (var i = start; behaviour.SendsNoIds && i < into.Count; i++)
        {
            into[i] = WithoutId(into[i]);
        }
    }

    private bool IsCut(List<Outgoing> into, int start)
    {
        for (var i = start; i < into.Count; i++)
        {
            if (into[i].Said is StreamCut cut)
            {
                into.RemoveRange(i, into.Count - i);
                Cut = cut;
                position.Reach(cut.Seq);
                End = cut.IsAbort ? StreamEnd.Cut : StreamEnd.Ended;
                return true;
            }
        }

        return false;
    }

    private Outgoing Whole(in JournalEntry entry) =>
        Outgoing.Of(entry, conversation.Journal.CursorText(new Cursor(entry.Stamp.Epoch, entry.Seq)));

    private Outgoing WithoutId(in Outgoing item) => behaviour.SendsNoIds ? item with { Cursor = null } : item;

    private bool FellBehind(List<Outgoing> into)
    {
        if (conversation.Journal.Epoch != position.Epoch)
        {
            End = StreamEnd.Restarted;
            return false;
        }

        AgentMeter.SlowConsumers.Add(1);
        if (behaviour.SlowConsumersGetSnapshot)
        {
            owesSnapshot = true; // after which it has not caught up yet
            return true;
        }

        Finish(StreamEnd.SlowConsumer, ByeReason.SlowConsumer, into);
        return false;
    }

    private void Finish(StreamEnd end, string reason, List<Outgoing> into)
    {
        End = end;
        var retry = conversation.Options.Subscriptions.Retry;
        into.Add(Outgoing.Of(new Bye { Reason = reason, RetryMs = (int)retry.TotalMilliseconds }));
    }
}
