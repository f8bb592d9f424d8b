using System.Collections.Concurrent;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Delivery.Filters;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Telemetry;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>
/// One reader of one conversation: a position in its journal and a chain of filters. One loop calls <see cref="Collect"/> and
/// <see cref="WaitAsync"/> in turn; any thread may <see cref="Say"/> or <see cref="Drain"/>.
/// </summary>
internal sealed class Subscription : IDisposable
{
    private const int EntriesAtOnce = 64;
    private const int MaxPendingNotices = 64;

    private readonly Conversation conversation;
    private readonly AgentBehaviour behaviour;
    private readonly DeliveryChain chain;
    private readonly SubscriptionPulse pulse;
    private readonly Signal signal = new();
    private readonly ConcurrentQueue<ControlFrame> notices = new();
    private readonly List<JournalEntry> entries = [];
    private readonly Action wake;
    private ResumePlan plan;
    private long afterSeq;
    private bool isGreeted;
    private bool wasCaughtUp;
    private volatile bool isDraining;

    internal Subscription(
        Conversation conversation,
        int number,
        ResumePlan plan,
        Agenda agenda,
        TimeProvider time,
        Action abort
    )
    {
        (this.conversation, this.plan, behaviour) = (conversation, plan, conversation.Behaviour);
        afterSeq = plan.AfterSeq;
        chain = new DeliveryChain([.. Filters(behaviour, conversation.FaultLedger, number)], time);
        pulse = new SubscriptionPulse(agenda, conversation.Options.Subscriptions, behaviour.Heartbeats, signal, abort);
        wake = signal.Pulse;
        conversation.Journal.Subscribe(wake);
    }

    /// <summary>Why nothing more comes, or null while something may.</summary>
    internal StreamEnd? End { get; private set; }

    /// <summary>The last event that <see cref="Collect"/> has taken from the journal.</summary>
    internal long Position => afterSeq;

    /// <summary>When set, the stream ends with <c>bye{done}</c> after this turn has closed.</summary>
    internal string? OnlyTurn { get; init; }

    /// <summary>Watches the writes, to find silence and clients that do not read.</summary>
    internal SubscriptionPulse Pulse => pulse;

    /// <summary>Adds everything that can go out now.</summary>
    /// <returns>True when more may be there at once.</returns>
    internal bool Collect(List<Outgoing> into)
    {
        if (!isGreeted)
        {
            isGreeted = true;
            Greet(into);
        }

        while (notices.TryDequeue(out var notice))
        {
            into.Add(Outgoing.Of(notice));
        }

        if (pulse.TakeHeartbeat())
        {
            into.Add(Outgoing.Of(new Heartbeat()));
        }

        if (isDraining)
        {
            Finish(StreamEnd.Drained, ByeReason.Drain, into);
            return false;
        }

        // Asked before reading: whatever was said before the end is then surely read.
        var finished = conversation.IsFinished && !behaviour.NeverCompletes;
        if (!Read())
        {
            return FellBehind(into);
        }

        Deliver(into);
        var caughtUp = entries.Count < EntriesAtOnce;
        if (End is null && caughtUp && finished)
        {
            chain.Flush(into);
            Finish(StreamEnd.Done, ByeReason.Done, into);
        }

        wasCaughtUp |= caughtUp;
        pulse.WakeIn(chain.WakeIn);
        return !caughtUp && End is null;
    }

    /// <summary>Completes when there may be something to collect.</summary>
    internal ValueTask WaitAsync() => signal.WaitAsync();

    /// <summary>Wakes the loop, for example because the client has gone.</summary>
    internal void WakeUp() => signal.Pulse();

    /// <summary>Puts a control frame between the events; false when the client has left too many unread.</summary>
    internal bool Say(ControlFrame frame)
    {
        if (notices.Count >= MaxPendingNotices)
        {
            return false;
        }

        notices.Enqueue(frame);
        signal.Pulse();
        return true;
    }

    /// <summary>Asks the loop to say <c>bye{drain}</c> and end.</summary>
    internal void Drain()
    {
        isDraining = true;
        signal.Pulse();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        conversation.Journal.Unsubscribe(wake);
        pulse.Dispose();
    }

    private static IEnumerable<IDeliveryFilter> Filters(AgentBehaviour behaviour, FaultLedger ledger, int connection)
    {
        for (var i = 0; i < behaviour.Faults.Count; i++)
        {
            var fault = behaviour.Faults[i];
            var random = new Random(HashSeed(behaviour.Seed, connection, i));
            yield return EventFaults.All[fault.Do](new FaultTrigger(fault, ledger, connection, random));
        }

        foreach (var name in behaviour.Filters)
        {
            yield return DeliveryFilters.All[name]();
        }

        if (behaviour.NeverCompletes)
        {
            yield return new NoCompletionFilter();
        }
    }

    private static int HashSeed(int seed, int connection, int index) => (((seed * 31) + connection) * 31) + index;

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
        if (plan.Answer == ResumeAnswer.Snapshot)
        {
            Summarise(into);
        }
    }

    private void Summarise(List<Outgoing> into)
    {
        if (conversation.Journal.Summarise() is { } snapshot)
        {
            plan = plan with { Epoch = snapshot.Event.Epoch };
            afterSeq = snapshot.Seq;
            into.Add(WithoutId(Outgoing.Of(snapshot)));
        }
    }

    private bool Read()
    {
        entries.Clear();
        if (!behaviour.ReadersSteal)
        {
            return conversation.Journal.TryRead(plan.Epoch, afterSeq, EntriesAtOnce, entries);
        }

        var shared = conversation.SharedPosition;
        lock (shared.Gate)
        {
            if (shared.Epoch != plan.Epoch)
            {
                (shared.Epoch, shared.AfterSeq) = (plan.Epoch, afterSeq);
            }

            if (!conversation.Journal.TryRead(plan.Epoch, shared.AfterSeq, EntriesAtOnce, entries))
            {
                return false;
            }

            shared.AfterSeq += entries.Count;
            return true;
        }
    }

    private void Deliver(List<Outgoing> into)
    {
        var start = into.Count;
        foreach (var entry in entries)
        {
            afterSeq = entry.Seq;
            chain.Pass(Outgoing.Of(entry), into);
            if (OnlyTurn is not null && entry.Event is TurnClose close && close.Turn == OnlyTurn)
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

    private Outgoing WithoutId(in Outgoing item) => behaviour.SendsNoIds ? item with { Cursor = null } : item;

    private bool FellBehind(List<Outgoing> into)
    {
        if (conversation.Journal.Epoch != plan.Epoch)
        {
            End = StreamEnd.Restarted;
            return false;
        }

        AgentMeter.SlowConsumers.Add(1);
        if (behaviour.SlowConsumersGetSnapshot)
        {
            Summarise(into);
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
