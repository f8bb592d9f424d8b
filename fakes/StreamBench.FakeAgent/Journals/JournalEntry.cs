using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Journals;

/// <summary>One numbered event with the bytes it has on every wire. Encoded once, shared by all subscribers, never changed.</summary>
/// <param name="Event">The event, with its seq, epoch and time.</param>
/// <param name="Json">Its payload in UTF-8, without a cursor member.</param>
/// <param name="Cursors">How the journal writes its cursors.</param>
/// <param name="AppendedAt">Timestamp of the clock that the journal was made with.</param>
public sealed record JournalEntry(StreamEvent Event, ReadOnlyMemory<byte> Json, CursorForm Cursors, long AppendedAt)
{
    /// <summary>Place in the journal.</summary>
    public long Seq => Event.Seq;

    /// <summary>The resume point right after it, as clients see it. Made when asked for: of a million entries nearly none is asked twice.</summary>
    public string Cursor => Cursors.Text(new Cursor(Event.Epoch, Event.Seq));
}
