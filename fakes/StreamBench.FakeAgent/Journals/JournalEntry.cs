using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Journals;

/// <summary>One numbered event with the bytes it has on every wire. Encoded once, shared by all subscribers, never changed.</summary>
/// <param name="Event">The event, with its seq, epoch and time.</param>
/// <param name="Json">Its payload in UTF-8, without a cursor member.</param>
/// <param name="Cursor">The resume point right after it, as clients see it.</param>
/// <param name="AppendedAt">Timestamp of the clock that the journal was made with.</param>
public sealed record JournalEntry(StreamEvent Event, ReadOnlyMemory<byte> Json, string Cursor, long AppendedAt)
{
    /// <summary>Place in the journal.</summary>
    public long Seq => Event.Seq;
}
