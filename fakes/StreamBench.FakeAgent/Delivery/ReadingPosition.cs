using System.Runtime.InteropServices;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Journals;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>Where one reader is in a conversation's journal, and what it reads next.</summary>
internal sealed class ReadingPosition(Conversation conversation, bool steals, ResumePlan plan)
{
    private readonly List<JournalEntry> entries = [];
    private bool wasCaughtUp;

    /// <summary>The journal's generation that is read.</summary>
    internal int Epoch { get; private set; } = plan.Epoch;

    /// <summary>Seq of the last event that was passed on.</summary>
    internal long AfterSeq { get; private set; } = plan.AfterSeq;

    /// <summary>What the last <see cref="Read"/> found; good until the next one.</summary>
    internal ReadOnlySpan<JournalEntry> Entries => CollectionsMarshal.AsSpan(entries);

    /// <summary>Reads the next entries, at most <paramref name="most"/>.</summary>
    /// <returns>False when they are no longer kept, or this reader has fallen behind too far.</returns>
    internal bool Read(int most)
    {
        entries.Clear();
        return steals ? Steal(most) : ReadOwn(most);
    }

    /// <summary>This event was passed on.</summary>
    internal void Reach(long seq) => AfterSeq = seq;

    /// <summary>Everything up to there was passed on as a whole.</summary>
    internal void StartAfter(int epoch, long seq) => (Epoch, AfterSeq, wasCaughtUp) = (epoch, seq, false);

    /// <summary>There was nothing left to read: from now on this reader can fall behind.</summary>
    internal void NoteCaughtUp() => wasCaughtUp = true;

    // A replay of the past is long by nature; only who had caught up can fall behind.
    private bool ReadOwn(int most) =>
        conversation.Journal.TryRead(Epoch, AfterSeq, most, entries, out var lastSeq)
        && !(wasCaughtUp && lastSeq - AfterSeq > conversation.Options.Subscriptions.MaxLag);

    private bool Steal(int most)
    {
        var shared = conversation.SharedPosition;
        lock (shared.Gate)
        {
            if (shared.Epoch != Epoch)
            {
                (shared.Epoch, shared.AfterSeq) = (Epoch, AfterSeq);
            }

            if (!conversation.Journal.TryRead(Epoch, shared.AfterSeq, most, entries, out _))
            {
                return false;
            }

            shared.AfterSeq += entries.Count;
            return true;
        }
    }
}
