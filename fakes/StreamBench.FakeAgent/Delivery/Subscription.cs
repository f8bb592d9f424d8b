using System.Runtime.CompilerServices;
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
/// <see cref="WaitAsync"/> in turn; any thread may <see cref="WakeUp"/> it or <see cref="StopWith"/> a reason.
/// </summary>
internal sealed class Subscription : IDisposable
{
    private const int EntriesAtOnce = 64;

    private readonly Conversation conversation;
    private readonly AgentBehaviour behaviour;
    private readonly DeliveryChain chain;
    private readonly SubscriptionPulse pulse;
    private readonly Signal signal = new();
    private readonly NoticeQueue notices;
    private readonly CancellationTokenRegistration drain;
    private readonly List<JournalEntry> entries = [];
    private readonly Action wake;
    private ResumePlan plan;
    private long afterSeq;
    private bool isGreeted;
    private bool wasCaughtUp;
    private volatile StrongBox<StreamEnd>? stop;

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
        afterSeq = plan.AfterSeq;
        chain = new DeliveryChain([.. Filters(behaviour, conversation.FaultLedger, number)], agent.Time);
        pulse = new SubscriptionPulse(
            agent.Agenda,
            conversation.Options.Subscriptions,
            behaviour.Heartbeats,
            signal,
            abort
        );
        wake = signal.Pulse;
        conversation.Journal.Subscribe(wake);
        drain = agent.Stopping.UnsafeRegister(s => ((Subscription)s!).StopWith(StreamEnd.Drained), this);
    }

    /// <summary>Why nothing more comes, or null while something may.</summary>
    internal StreamEnd? End { get; private set; }

    /// <summary>The resume point after everything that <see cref="Collect"/> has taken; null where cursors are withheld.</summary>
    internal string? Cursor =>
        behaviour.SendsNoIds ? null : conversation.Journal.CursorText(new Cursor(plan.Epoch, afterSeq));

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

        while (notices.TryTake(out var notice))
        {
            into.Add(notice);
        }

        if (pulse.TakeHeartbeat())
        {
            into.Add(Outgoing.Of(new Heartbeat()));
        }

        if (stop is { } reason)
        {
            Stop(reason.Value, into);
            return false;
        }

        // Asked before reading: whatever was said before the end is then surely read.
        var finished = conversation.IsFinished && !behaviour.NeverCompletes;
        if (IsTooFarBehind() || !Read())
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

    /// <summary>Asks the loop to end: with <c>bye{drain}</c> when the server stops, silently when another takes its place.</summary>
    internal void StopWith(StreamEnd reason)
    {
        stop = new StrongBox<StreamEnd>(reason);
        signal.Pulse();
    }

    /// <summary>Lets the filters go of what they hold, since nobody will come back to this subscription.</summary>
    internal void Settle(List<Outgoing> into) => chain.Flush(into);

    /// <inheritdoc/>
    public void Dispose()
    {
        drain.Dispose();
        conversation.Journal.Unsubscribe(wake);
        conversation.Leave();
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

    // A replay of the past is long by nature; only who had caught up can fall behind.
    private bool IsTooFarBehind() =>
        wasCaughtUp
        && conversation.Journal.Window is var window
        && window.Epoch == plan.Epoch
        && window.LastSeq - afterSeq > conversation.Options.Subscriptions.MaxLag;

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
            wasCaughtUp = false;
            return true;
        }

        Finish(StreamEnd.SlowConsumer, ByeReason.SlowConsumer, into);
        return false;
    }

    private void Stop(StreamEnd reason, List<Outgoing> into)
    {
        End = reason;
        if (reason == StreamEnd.Drained)
        {
            Finish(reason, ByeReason.Drain, into);
        }
    }

    private void Finish(StreamEnd end, string reason, List<Outgoing> into)
    {
        End = end;
        var retry = conversation.Options.Subscriptions.Retry;
        into.Add(Outgoing.Of(new Bye { Reason = reason, RetryMs = (int)retry.TotalMilliseconds }));
    }
}
