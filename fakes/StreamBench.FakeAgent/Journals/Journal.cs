using System.Buffers;
using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Journals;

/// <summary>
/// What a conversation has said, numbered from 1 without holes in each epoch. Append-only; the newest part, the window, can
/// be replayed. Thread-safe.
/// </summary>
/// <remarks>
/// A reader is a position in the journal, not a queue of its own: however slow it is, it costs nothing, and whoever falls
/// out of the window is told so.
/// </remarks>
public sealed class Journal
{
    private readonly Lock gate = new();
    private readonly JournalOptions options;
    private readonly Epochs epochs;
    private readonly TimeProvider time;
    private readonly List<Action> readers = [];
    private readonly JournalEntries entries = new(); // entries[i] has seq offset + i + 1
    private readonly List<StreamEvent> past = [];
    private readonly ArrayBufferWriter<byte> buffer = new(512);
    private readonly ByteArena arena = new();
    private readonly CursorForm cursors;
    private readonly Utf8JsonWriter writer;
    private JournalFold fold = new();
    private long offset;
    private long firstSeq = 1;
    private bool restartIsDue;
    private IReadOnlyList<StreamEvent> owed = [];

    /// <summary>An empty journal in an epoch of its own.</summary>
    public Journal(JournalOptions options, Epochs epochs, TimeProvider time)
    {
        this.options = options;
        this.epochs = epochs;
        this.time = time;
        cursors = new CursorForm(options);
        Epoch = epochs.Next();
        writer = PayloadEncoder.NewWriter(buffer);
    }

    /// <summary>The generation: grows with each <see cref="Restart"/>, and is shared with no other journal of the server.</summary>
    public int Epoch { get; private set; }

    /// <summary>Reads the window and the end of the journal at one moment.</summary>
    public JournalWindow Window
    {
        get
        {
            lock (gate)
            {
                DropOld();
                return new JournalWindow(Epoch, firstSeq, LastSeq);
            }
        }
    }

    private long LastSeq => offset + entries.Count;

    /// <summary>Numbers an event, encodes it, keeps it and wakes the readers.</summary>
    /// <exception cref="EventTooLargeException">The event exceeds <see cref="JournalOptions.MaxEventBytes"/>.</exception>
    public JournalEntry Append(StreamEvent happening)
    {
        lock (gate)
        {
            var entry = Number(happening);
            entries.Add(entry);
            DropOld();
            Wake();
            if (restartIsDue)
            {
                Restart();
            }

            return entry;
        }
    }

    /// <summary>
    /// Adds the events after <paramref name="afterSeq"/> of <paramref name="epoch"/>, at most <paramref name="limit"/>.
    /// </summary>
    /// <param name="epoch">The epoch that the reader is in.</param>
    /// <param name="afterSeq">The last event it has.</param>
    /// <param name="limit">Most entries to add.</param>
    /// <param name="into">Where they go.</param>
    /// <param name="lastSeq">The newest event at this moment.</param>
    /// <returns>False when the first of them is no longer there: evicted, or lost with its epoch.</returns>
    public bool TryRead(int epoch, long afterSeq, int limit, List<JournalEntry> into, out long lastSeq)
    {
        lock (gate)
        {
            lastSeq = LastSeq;
            if (epoch != Epoch || afterSeq + 1 < firstSeq)
            {
                return false;
            }

            var start = (int)(afterSeq - offset);
            var end = Math.Min(entries.Count, start + limit);
            for (var i = start; i < end; i++)
            {
                into.Add(entries[i]);
            }

            return true;
        }
    }

    /// <summary>
    /// The state after the last event, as a snapshot that carries that event's seq; null for an empty journal, and in the
    /// moment in which a text ends in half an emoji.
    /// </summary>
    public JournalEntry? Summarise()
    {
        lock (gate)
        {
            Fold();
            return LastSeq > 0 && fold.ToSnapshot(Epoch, LastSeq) is { } snapshot
                ? Encode(snapshot, new EventStamp(LastSeq, Epoch, snapshot.At))
                : null;
        }
    }

    /// <summary>State, cursor and digest at one moment, also of an empty journal.</summary>
    public JournalSummary Read()
    {
        lock (gate)
        {
            Fold();
            return new JournalSummary(fold.ToStateJson(), CursorText(LastSeq), fold.Digest(), Epoch, LastSeq);
        }
    }

    /// <summary>Every event still held, oldest first: the whole journal with <see cref="JournalOptions.KeepsAll"/>, otherwise the window.</summary>
    public IReadOnlyList<StreamEvent> Events()
    {
        lock (gate)
        {
            var all = new List<StreamEvent>(past.Count + entries.Count);
            all.AddRange(past);
            for (var i = 0; i < entries.Count; i++)
            {
                all.Add(entries[i].Event);
            }

            return all;
        }
    }

    /// <summary>Narrows the window so that it starts at <paramref name="seq"/>; readers before it are too late.</summary>
    public void EvictBefore(long seq)
    {
        lock (gate)
        {
            EvictTo(Math.Min(seq, LastSeq + 1));
            Wake();
        }
    }

    /// <summary>
    /// Forgets the log, as a crashed server does, and starts the next epoch with a snapshot of the state as its event 1 (or
    /// with nothing, when nothing had happened). While a text ends in half an emoji it waits for the next event.
    /// </summary>
    /// <param name="unseen">Events that nobody is told and that the snapshot reflects; null for none.</param>
    public void Restart(IReadOnlyList<StreamEvent>? unseen = null)
    {
        lock (gate)
        {
            Fold();
            owed = unseen ?? owed;
            restartIsDue = LastSeq > 0 && fold.Digest() is null;
            if (LastSeq == 0)
            {
                Epoch = epochs.Next();
            }
            else if (!restartIsDue)
            {
                fold.Apply(owed);
                owed = [];
                StartEpoch(fold.ToSnapshot(Epoch + 1, 1)!);
            }

            Wake();
        }
    }

    /// <summary>The cursor after <paramref name="seq"/> in the present epoch, as clients see it.</summary>
    public string CursorText(long seq) => CursorText(new Cursor(Epoch, seq));

    /// <summary>A cursor as clients see it.</summary>
    public string CursorText(Cursor cursor) => cursors.Text(cursor);

    /// <summary>Reads a cursor that a client sent back.</summary>
    public bool TryParseCursor(string text, out Cursor cursor) => cursors.TryParse(text, out cursor);

    /// <summary>Calls <paramref name="wake"/> after each change until <see cref="Unsubscribe"/>; it must return at once.</summary>
    public void Subscribe(Action wake)
    {
        lock (gate)
        {
            readers.Add(wake);
        }
    }

    /// <summary>Ends <see cref="Subscribe"/>.</summary>
    public void Unsubscribe(Action wake)
    {
        lock (gate)
        {
            readers.Remove(wake);
        }
    }

    /// <summary>Wakes every reader although nothing was added, for example because the conversation has finished.</summary>
    public void Nudge()
    {
        lock (gate)
        {
            Wake();
        }
    }

    private void StartEpoch(Snapshot state)
    {
        EvictTo(LastSeq + 1);
        (offset, firstSeq, restartIsDue) = (0, 1, false);
        Epoch = epochs.Next();
        entries.Add(Number(state));
    }

    private JournalEntry Number(StreamEvent happening)
    {
        long? at = options.StampsTime ? happening.At ?? time.GetUtcNow().ToUnixTimeMilliseconds() : happening.At;
        if (Blanks.Has(happening))
        {
            Fold();
            happening = Blanks.Fill(happening, fold);
        }

        return Encode(happening, new EventStamp(LastSeq + 1, Epoch, at));
    }

    private JournalEntry Encode(StreamEvent happening, EventStamp stamp)
    {
        buffer.ResetWrittenCount();
        PayloadEncoder.Write(writer, buffer, stamp.On(happening));
        var length = buffer.WrittenCount;
        return length > options.MaxEventBytes && happening is not Snapshot
            ? throw new EventTooLargeException(happening.Type, length, options.MaxEventBytes)
            : new JournalEntry(happening, stamp, arena.Keep(buffer.WrittenSpan), time.GetTimestamp());
    }

    private void Fold()
    {
        for (var i = 0; i < entries.Count; i++)
        {
            fold.Apply(entries[i]);
        }
    }

    private void DropOld()
    {
        var keepFrom = Math.Max(firstSeq, LastSeq - options.RetainedEvents + 1);
        while (
            keepFrom <= LastSeq
            && time.GetElapsedTime(entries[(int)(keepFrom - offset - 1)].AppendedAt) > options.RetainedAge
        )
        {
            keepFrom++;
        }

        EvictTo(keepFrom);
    }

    private void EvictTo(long seq)
    {
        firstSeq = Math.Max(firstSeq, seq);
        var gone = (int)(firstSeq - 1 - offset);

        // Dropping one by one would move the list on every append; a quarter of the window at a time is cheap.
        if (gone == 0 || (gone < options.RetainedEvents / 4 && gone < entries.Count))
        {
            return;
        }

        for (var i = 0; i < gone; i++)
        {
            fold.Apply(entries[i]);
            if (options.KeepsAll)
            {
                past.Add(entries[i].Event);
            }
        }

        entries.RemoveFirst(gone);
        offset += gone;
    }

    private void Wake()
    {
        foreach (var wake in readers)
        {
            wake();
        }
    }
}
