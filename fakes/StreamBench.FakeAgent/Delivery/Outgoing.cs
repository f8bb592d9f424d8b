using StreamBench.FakeAgent.Journals;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery;

/// <summary>One payload on its way to one subscriber.</summary>
/// <param name="Payload">What it says.</param>
/// <param name="Json">Its bytes, without a cursor member.</param>
/// <param name="Cursor">The resume point that travels with it, or null: control frames never have one.</param>
public readonly record struct Outgoing(Payload Payload, ReadOnlyMemory<byte> Json, string? Cursor)
{
    /// <summary>A journal entry as it is.</summary>
    public static Outgoing Of(JournalEntry entry) => new(entry.Event, entry.Json, entry.Cursor);

    /// <summary>A control frame.</summary>
    public static Outgoing Of(ControlFrame frame) => new(frame, PayloadEncoder.Encode(frame), null);

    /// <summary>The same place in the stream with other content.</summary>
    public Outgoing With(StreamEvent altered) => new(altered, PayloadEncoder.Encode(altered), Cursor);
}
