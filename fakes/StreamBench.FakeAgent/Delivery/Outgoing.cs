using StreamBench.FakeAgent.Journals;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>One payload on its way to one subscriber.</summary>
/// <param name="Said">What it says, where its place in the journal does not matter: the cheap way to ask for its type.</param>
/// <param name="Json">Its bytes, without a cursor member.</param>
/// <param name="Cursor">The resume point that travels with it, or null: control frames never have one.</param>
/// <param name="Stamp">The place that <paramref name="Said"/> lacks; none where it is complete.</param>
public readonly record struct Outgoing(
    Payload Said,
    ReadOnlyMemory<byte> Json,
    string? Cursor,
    EventStamp Stamp = default
)
{
    /// <summary>All that it says; for an event as it stands in the journal a new object each time.</summary>
    public Payload Payload => Stamp.Seq == 0 ? Said : Stamp.On((StreamEvent)Said);

    /// <summary>A journal entry as it is.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cursor">The resume point right after it, as clients see it.</param>
    public static Outgoing Of(in JournalEntry entry, string cursor) => new(entry.Said, entry.Json, cursor, entry.Stamp);

    /// <summary>A control frame.</summary>
    public static Outgoing Of(ControlFrame frame) => new(frame, PayloadEncoder.Encode(frame), null);

    /// <summary>The same place in the stream with other content.</summary>
    public Outgoing With(StreamEvent altered) => new(altered, PayloadEncoder.Encode(altered), Cursor);
}
