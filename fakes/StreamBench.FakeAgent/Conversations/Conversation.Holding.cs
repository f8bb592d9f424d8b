using StreamBench.FakeAgent.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Conversations;

/// <content>How a referee stops the play at a place, and learns what has happened without asking again and again.</content>
public sealed partial class Conversation
{
    private readonly Milestones milestones = new();
    private long? holdAfter;
    private volatile bool isHeld;
    private int arrivals;
    private long delivered; // epoch and seq in one number, so that it only grows

    /// <summary>
    /// True while the play stands still at the place that <see cref="HoldAfter"/> named. Messages, decisions and cancellations
    /// are taken meanwhile; what they lead to is said after <see cref="Release"/>.
    /// </summary>
    public bool IsHeld => isHeld;

    /// <summary>
    /// Lets the play stop once the journal has reached <paramref name="seq"/>, at once where it has. Its clock stops too, so no
    /// wait and no expiry runs out. A later call names another place; it may come during a hold, for the place after that.
    /// </summary>
    /// <param name="seq">Last event to be said in the present epoch; 0 holds before the first.</param>
    public void HoldAfter(long seq)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seq);
        lock (gate)
        {
            holdAfter = seq;
            if (!isHeld)
            {
                HoldWhereDue(agenda.Now);
            }
        }
    }

    /// <summary>Lets the play go on, or forgets a hold that was not reached yet.</summary>
    public void Release()
    {
        lock (gate)
        {
            if (!isHeld)
            {
                holdAfter = null;
                return;
            }

            isHeld = false;
            playlist.Current?.Resume(agenda.Now);
            HoldWhereDue(agenda.Now);
            Schedule();
        }
    }

    /// <summary>Completes while the play is held.</summary>
    public Task WhenHeldAsync(CancellationToken cancellation = default) =>
        milestones.WhenAsync(() => isHeld, cancellation);

    /// <summary>Completes once the journal has an event <paramref name="seq"/> in its present epoch.</summary>
    public Task WhenJournalledAsync(long seq, CancellationToken cancellation = default) =>
        milestones.WhenAsync(() => Journal.Window.LastSeq >= seq, cancellation);

    /// <summary>Completes once some client was sent event <paramref name="seq"/> of the present epoch (or a fault kept it back from it).</summary>
    public Task WhenDeliveredAsync(long seq, CancellationToken cancellation = default) =>
        milestones.WhenAsync(() => Volatile.Read(ref delivered) >= Packed(Journal.Epoch, seq), cancellation);

    /// <summary>Completes once a stream of this conversation has opened for the <paramref name="nth"/> time, counted from 1.</summary>
    /// <remarks>Each answer of long-polling is a stream of its own.</remarks>
    public Task WhenSubscribedAsync(int nth = 1, CancellationToken cancellation = default) =>
        milestones.WhenAsync(() => Volatile.Read(ref arrivals) >= nth, cancellation);

    /// <summary>Completes while a stream is open.</summary>
    public Task WhenListenedToAsync(CancellationToken cancellation = default) =>
        milestones.WhenAsync(() => Subscribers > 0, cancellation);

    /// <summary>Completes while no stream is open: at once before the first.</summary>
    public Task WhenNobodyListensAsync(CancellationToken cancellation = default) =>
        milestones.WhenAsync(() => Subscribers == 0, cancellation);

    /// <summary>Completes once everything that was asked for has been said.</summary>
    public Task WhenFinishedAsync(CancellationToken cancellation = default) =>
        milestones.WhenAsync(() => IsFinished, cancellation);

    /// <summary>A subscription is there and will see all that happens from now on.</summary>
    internal void Admit(Subscription reader, int number)
    {
        Readers.TryAdd(reader, number);
        if (isRetired)
        {
            reader.StopWith(StreamEnd.Restarted);
        }

        if (Behaviour.MaxStreams is { } most)
        {
            foreach (var (oldest, _) in Readers.OrderByDescending(r => r.Value).Skip(most))
            {
                oldest.StopWith(StreamEnd.Drained, ByeReason.Limit);
            }
        }

        Interlocked.Increment(ref arrivals);
        milestones.Look();
    }

    /// <summary>A client was sent everything up to <paramref name="seq"/>.</summary>
    internal void NoteDelivered(int epoch, long seq)
    {
        var (reached, before) = (Packed(epoch, seq), Volatile.Read(ref delivered));
        while (reached > before)
        {
            var seen = Interlocked.CompareExchange(ref delivered, reached, before);
            if (seen == before)
            {
                milestones.Look();
                return;
            }

            before = seen;
        }
    }

    private static long Packed(int epoch, long seq) => ((long)epoch << 40) | seq;

    // Under the gate.
    private void HoldWhereDue(TimeSpan now)
    {
        if (holdAfter is not { } seq || Journal.Window.LastSeq < seq)
        {
            return;
        }

        holdAfter = null;
        isHeld = true;
        playlist.Current?.Pause(now);
        milestones.Look();
    }
}
