using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>
/// One reader of one conversation: a position in its journal and a chain of filters. One loop calls <see cref="Collect"/> and
/// <see cref="WaitAsync"/> in turn; any thread may <see cref="WakeUp"/> it or <see cref="StopWith"/> a reason.
/// </summary>
internal sealed class Subscription : IDisposable
{
    /// <summary>Most entries that one <see cref="Collect"/> takes from the journal.</summary>
    internal const int MaxEntriesAtOnce = 64;

    private readonly Conversation conversation;
    private readonly AgentBehaviour behaviour;
    private readonly DeliveryChain chain;
    private readonly SubscriptionPulse pulse;
    private readonly Signal signal = new();
    private readonly NoticeQueue notices;
    private readonly CancellationTokenRegistration drain;
    private readonly Action wake;
    private readonly ResumePlan plan;
    private readonly ReadingPosition position;
    private bool isGreeted;
    private bool isDisposed;
    private bool owesSnapshot;
    private volatile Stop? stop;

    internal Subscription(
        Conversation conversation,
        int number,
        ResumePlan plan,
        Agent agent,
        Action abort,
        NoticeQueue notices
    )
    {
        (this.conversation, this.plan, this.notices) = (conversation, plan, notices);
        behaviour = conversation.Behaviour;
        position = new ReadingPosition(conversation, behaviour.ReadersSteal, plan);
        chain = DeliveryChains.For(behaviour, conversation.FaultLedger, number, agent.Conversations, agent.Time);
        pulse = new SubscriptionPulse(
            agent.Agenda,
            conversation.Options.Subscriptions,
            behaviour.Heartbeats,
            signal,
            abort
        );
        wake = signal.Pulse;
        conversation.Journal.Subscribe(wake);
        conversation.Admit(this, number);
        drain = agent.Stopping.UnsafeRegister(
            s => ((Subscription)s!).StopWith(StreamEnd.Drained, ByeReason.Drain),
            this
        );
    }

    /// <summary>Why nothing more comes, or null while something may.</summary>
    internal StreamEnd? End { get; private set; }

    /// <summary>Where and how a fault ended the response, or null.</summary>
    internal StreamCut? Cut { get; private set; }

    /// <summary>The resume point after everything that <see cref="Collect"/> has taken; null where cursors are withheld.</summary>
    internal string? Cursor =>
        behaviour.SendsNoIds ? null : conversation.Journal.CursorText(new Cursor(position.Epoch, position.AfterSeq));

    /// <summary>When set, the stream ends with <c>bye{done}</c> after this turn has closed.</summary>
    internal string? OnlyTurn { get; init; }

    /// <summary>How many entries the next <see cref="Collect"/> may take, at least 1.</summary>
    internal int EntriesAtOnce { get; set; } = MaxEntriesAtOnce;

    /// <summary>Watches the writes, to find silence and clients that do not read.</summary>
    internal SubscriptionPulse Pulse => pulse;

    /// <summary>Adds everything that can go out now.</summary>
    /// <returns>True when more may be there at once.</returns>
    internal bool Collect(List<Outgoing> into)
    {
        var start = into.Count;
        var more = CollectAll(into);
        return more & !IsCut(into, start);
    }

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

    /// <summary>Everything that <see cref="Collect"/> has taken so far was written.</summary>
    internal void NoteDelivered() => conversation.NoteDelivered(position.Epoch, position.AfterSeq);

    /// <summary>Completes when there may be something to collect.</summary>
    internal ValueTask WaitAsync() => signal.WaitAsync();

    /// <summary>Wakes the loop, for example because the client has gone.</summary>
    internal void WakeUp() => signal.Pulse();

    /// <summary>Asks the loop to end, with a <c>bye</c> of that reason or without a word.</summary>
    internal void StopWith(StreamEnd end, string? byeReason = null)
    {
        stop = new Stop(end, byeReason);
        signal.Pulse();
    }

    /// <summary>Lets the filters go of what they hold, since nobody will come back to this subscription.</summary>
    internal void Settle(List<Outgoing> into)
    {
        if (Cut is null)
        {
            var start = into.Count;
            chain.Flush(into);
            IsCut(into, start);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
        {
            return;
        }

        drain.Dispose();
        conversation.Readers.TryRemove(this, out _);
        conversation.Journal.Unsubscribe(wake);
        conversation.Leave();
        pulse.Dispose();
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

    private sealed record Stop(StreamEnd End, string? Bye);
}
