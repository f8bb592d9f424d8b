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

    private Slot[] slots = new Slot[FirstCapacity];
    private TextDelta[]? deltas; // beside the slots, once there is one

    internal void Remember(StreamEvent happening) =>
        Take(happening.Seq).Kept = IsSmall(happening) ? happening : Fingerprint.Of(happening);

    internal void Remember(in TextDelta delta)
    {
        if (delta.Text.Length > LargeText)
        {
            Remember(delta.ToEvent());
            return;
        }

        Take(delta.Seq).Kept = null;
        deltas ??= new TextDelta[slots.Length];
        deltas[Index(delta.Seq)] = delta;
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
                _ => slot.Seq > 0 && Same(deltas![Index(slot.Seq)].ToEvent(), happening),
            };
    }

    internal void Clear() => (slots, deltas) = (new Slot[FirstCapacity], null);

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

    private ref Slot Take(long seq)
    {
        if (slots.Length < Capacity && slots[Index(seq)].Seq > 0)
        {
            Grow();
        }

        ref var slot = ref slots[Index(seq)];
        slot.Seq = seq;
        return ref slot;
    }

    private int Index(long seq) => (int)(seq & (slots.Length - 1));

    private void Grow()
    {
        var (oldSlots, oldDeltas) = (slots, deltas);
        slots = new Slot[oldSlots.Length * 2];
        deltas = oldDeltas is null ? null : new TextDelta[slots.Length];
        for (var i = 0; i < oldSlots.Length; i++)
        {
            var seq = oldSlots[i].Seq;
            if (seq > 0)
            {
                slots[Index(seq)] = oldSlots[i];
                deltas?[Index(seq)] = oldDeltas![i];
            }
        }
    }

    private struct Slot
    {
        internal long Seq;

        /// <summary>The event, or the fingerprint of a large one; null when it is among the deltas.</summary>
        internal object? Kept;
    }
}
