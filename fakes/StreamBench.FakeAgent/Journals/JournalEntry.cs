using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Journals;

/// <summary>One numbered event with the bytes it has on every wire. Encoded once, shared by all subscribers, never changed.</summary>
/// <param name="Said">What happened, mostly an event of the script itself; what it says of its place does not hold.</param>
/// <param name="Stamp">Its place.</param>
/// <param name="Json">Its payload in UTF-8, without a cursor member.</param>
/// <param name="AppendedAt">Timestamp of the clock that the journal was made with.</param>
/// <remarks>A value that shares what it says with the script: a collector finds next to nothing in a journal of a million of them.</remarks>
public readonly record struct JournalEntry(
    StreamEvent Said,
    EventStamp Stamp,
    ReadOnlyMemory<byte> Json,
    long AppendedAt
)
{
    /// <summary>Place in the journal.</summary>
    public long Seq => Stamp.Seq;

    /// <summary>The event with its seq, epoch and time; a new object each time.</summary>
    public StreamEvent Event => Stamp.On(Said);
}
