using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>
/// One reader of one conversation: a position in its journal and a chain of filters. One loop calls <see cref="Collect"/> and
/// <see cref="WaitAsync"/> in turn; any thread may <see cref="WakeUp"/> it or <see cref="StopWith"/> a reason.
/// </summary>
internal sealed partial class Subscription : IDisposable
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

    private sealed record Stop(StreamEnd End, string? Bye);
}
