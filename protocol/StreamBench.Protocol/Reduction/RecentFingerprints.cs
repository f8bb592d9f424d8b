using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;

namespace StreamBench.Protocol.Reduction;

/// <summary>
/// Remembers the last <see cref="Capacity"/> events, so that a seq that comes again with other content is noticed (rule 5).
/// </summary>
/// <remarks>
/// A fingerprint costs a SHA-256, and nearly no event ever comes twice: a small event is kept as it is and fingerprinted
/// when its repeat arrives; a large one is fingerprinted at once, so that this memory stays small.
/// </remarks>
internal sealed class RecentFingerprints
{
    internal const int Capacity = 1024;

    private const int FirstCapacity = 16;
    private const int LargeText = 1024;

    /// <summary>More texts than these at the same time are rare, and cost an object for each change from one to another.</summary>
    private const int Speakers = 4;

    private Slot[] slots = new Slot[FirstCapacity];
    private readonly Speaker?[] speakers = new Speaker?[Speakers];
    private int lastSpeaker;

    internal void Remember(StreamEvent happening) =>
        Take(happening.Seq).Kept = IsSmall(happening) ? happening : Fingerprint.Of(happening);

    internal void Remember(in TextDelta delta)
    {
        if (delta.Text.Length > LargeText)
        {
            Remember(delta.ToEvent());
            return;
        }

        ref var slot = ref Take(delta.Seq);
        slot.Kept = delta.Text;
        slot.Speaker = SpeakerOf(delta);
        slot.At = delta.At;
        slot.Offset = delta.Offset;
    }

    /// <summary>Duplicate or Conflict; Duplicate too when the seq is too old to be remembered.</summary>
    internal Verdict Compare(StreamEvent happening) =>
        slots[Index(happening.Seq)].Seq != happening.Seq || Holds(happening)
            ? new Verdict(OutcomeKind.Duplicate)
            : new Verdict(OutcomeKind.Conflict);

    /// <summary>True when this very event is remembered.</summary>
    internal bool Holds(StreamEvent happening)
    {
        var slot = slots[Index(happening.Seq)];
        return slot.Seq == happening.Seq
            && slot.Kept switch
            {
                byte[] fingerprint => fingerprint.AsSpan().SequenceEqual(Fingerprint.Of(happening)),
                StreamEvent small => Same(small, happening),
                string text => Same(slot.Delta(text).ToEvent(), happening),
                _ => false,
            };
    }

    internal void Clear() => slots = new Slot[FirstCapacity];

    internal static bool Same(StreamEvent left, StreamEvent right) =>
        ReferenceEquals(left, right) || Fingerprint.Of(left).AsSpan().SequenceEqual(Fingerprint.Of(right));

    private static bool IsSmall(StreamEvent happening) =>
        happening switch
        {
            TextAppend append => append.Text.Length <= LargeText,
            ToolArgs args => args.Text.Length <= LargeText,
            ToolOutput output => output.Text.Length <= LargeText,
            ItemClose { Text.Length: > LargeText } => false,
            TurnOpen or TurnClose or ItemClose or ItemStatusChange or ItemRemove or Handoff or Checkpoint => true,
            AgentSpawn or AgentFinish => true,
            _ => false,
        };

    private Speaker SpeakerOf(in TextDelta delta)
    {
        for (var i = 0; i < Speakers; i++)
        {
            var one = speakers[(lastSpeaker + i) % Speakers];
            if (one is not null && one.Speaks(delta))
            {
                lastSpeaker = (lastSpeaker + i) % Speakers;
                return one;
            }
        }

        lastSpeaker = (lastSpeaker + 1) % Speakers;
        return speakers[lastSpeaker] = new Speaker(delta.Turn, delta.Item, delta.Agent, delta.Epoch);
    }

    private ref Slot Take(long seq)
    {
        if (slots.Length < Capacity && slots[Index(seq)].Seq > 0)
        {
            Grow();
        }

        ref var slot = ref slots[Index(seq)];
        slot = default;
        slot.Seq = seq;
        return ref slot;
    }

    private int Index(long seq) => (int)(seq & (slots.Length - 1));

    private void Grow()
    {
        var old = slots;
        slots = new Slot[old.Length * 2];
        foreach (ref readonly var slot in old.AsSpan())
        {
            if (slot.Seq > 0)
            {
                slots[Index(slot.Seq)] = slot;
            }
        }
    }

    private struct Slot
    {
        internal long Seq;

        /// <summary>The event, the fingerprint of a large one, or the text of a piece of text.</summary>
        internal object? Kept;

        // Of a piece of text.
        internal Speaker? Speaker;
        internal long? At;
        internal int? Offset;

        internal readonly TextDelta Delta(string text) =>
            new(Seq, Speaker!.Turn, Speaker.Item, text)
            {
                Epoch = Speaker.Epoch,
                Agent = Speaker.Agent,
                Offset = Offset,
                At = At,
            };
    }

    /// <summary>What one piece of text has in common with the next.</summary>
    private sealed record Speaker(string? Turn, string? Item, string? Agent, int Epoch)
    {
        internal bool Speaks(in TextDelta delta) =>
            Item == delta.Item && Turn == delta.Turn && Agent == delta.Agent && Epoch == delta.Epoch;
    }
}
