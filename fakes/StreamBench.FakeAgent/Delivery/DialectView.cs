using StreamBench.Dialects;
using StreamBench.FakeAgent.Journals;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>
/// One conversation as one dialect tells it. Each event gets its place once, in the order of the journal, so that every subscriber
/// and every replay writes the same frames. Thread-safe.
/// </summary>
internal sealed class DialectView(Dialect dialect, Journal journal)
{
    private readonly Lock gate = new();
    private readonly List<WirePlace> places = []; // places[i] is that of seq i + 1
    private readonly List<JournalEntry> entries = [];
    private IDialectEncoder encoder = dialect.NewEncoder();
    private int epoch;

    /// <summary>Writes the frames of an event, in altered form where it was altered; nothing for one that has no place in the journal.</summary>
    internal void Write(StreamEvent happening, FrameBuffer output)
    {
        WirePlace place;
        IDialectEncoder writer;
        lock (gate)
        {
            PlaceUpTo(happening);
            if (happening.Seq < 1 || happening.Seq > places.Count)
            {
                return;
            }

            (place, writer) = (places[(int)happening.Seq - 1], encoder);
        }

        writer.Write(happening, place, output);
    }

    private void PlaceUpTo(StreamEvent happening)
    {
        if (happening.Epoch != epoch)
        {
            (epoch, encoder) = (happening.Epoch, dialect.NewEncoder());
            places.Clear();
        }

        while (places.Count < happening.Seq)
        {
            entries.Clear();
            if (!journal.TryRead(epoch, places.Count, Subscription.MaxEntriesAtOnce, entries, out _))
            {
                SkipEvicted(happening.Seq);
            }
            else if (entries.Count == 0)
            {
                return;
            }

            places.AddRange(entries.Select(entry => encoder.Place(entry.Event)));
        }
    }

    // What nobody has read before it was evicted, nobody will read: it only has to be counted.
    private void SkipEvicted(long upTo)
    {
        var window = journal.Window;
        var next = window.Epoch == epoch ? Math.Min(window.FirstSeq, upTo + 1) : upTo + 1;
        while (places.Count + 1 < next)
        {
            places.Add(default);
        }
    }
}
