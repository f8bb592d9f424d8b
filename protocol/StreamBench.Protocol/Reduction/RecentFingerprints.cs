using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

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
    private TextSpeaker?[]? speakers;
    private int lastSpeaker;
    private TextRuns? runs;
    private long count;

    internal void Remember(StreamEvent happening) =>
        Take(happening.Seq).Kept = IsSmall(happening) ? happening : Fingerprint.Of(happening);

    /// <summary>A piece of text as <see cref="Remember(StreamEvent)"/> would remember its event.</summary>
    /// <param name="delta">What was said.</param>
    /// <param name="piece">Its place among shared texts; null where it has none.</param>
    /// <returns>Who speaks, where more pieces may come by <see cref="GoOn"/>; null otherwise.</returns>
    internal TextSpeaker? Remember(in TextDelta delta, TextPiece? piece)
    {
        if (piece is not null && delta.Offset is null)
        {
            count++;
            runs ??= new TextRuns();
            return runs.GoesOn(delta, piece) ?? runs.Begin(count, delta.Seq, piece, SpeakerOf(delta));
        }

        if (delta.Text.Length > LargeText)
        {
            Remember(delta.ToEvent());
            return null;
        }

        ref var slot = ref Take(delta.Seq);
        slot.Kept = delta.Text;
        slot.Speaker = SpeakerOf(delta);
        slot.Offset = delta.Offset;
        return null;
    }

    /// <summary>Remembers pieces that followed at once upon the one before, of the same speaker and without an offset.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="seq">Place of the last of them in the journal.</param>
    /// <param name="last">Its place among shared texts.</param>
    internal void GoOn(int pieces, long seq, TextPiece last)
    {
        count += pieces;
        runs!.GoOn(seq, last);
    }

    /// <summary>Duplicate or Conflict; Duplicate too when the seq is too old to be remembered.</summary>
    internal Verdict Compare(StreamEvent happening) =>
        Remembered(happening.Seq) is { } kept && !IsSame(kept, happening)
            ? new Verdict(OutcomeKind.Conflict)
            : new Verdict(OutcomeKind.Duplicate);

    /// <summary>True when this very event is remembered.</summary>
    internal bool Holds(StreamEvent happening) => Remembered(happening.Seq) is { } kept && IsSame(kept, happening);

    internal void Clear()
    {
        slots = new Slot[FirstCapacity];
        runs = null;
        count = 0;
    }

    internal static bool Same(StreamEvent left, StreamEvent right) =>
        ReferenceEquals(left, right) || Fingerprint.Of(left).AsSpan().SequenceEqual(Fingerprint.Of(right));

    // An event, or the fingerprint of a large one.
    private object? Remembered(long seq)
    {
        ref readonly var slot = ref slots[Index(seq)];
        return slot.Seq != seq ? runs?.Find(seq, after: count - Capacity)
            : slot.Number <= count - Capacity ? null
            : slot.Kept is string text ? slot.Speaker!.Says(seq, text, slot.Offset)
            : slot.Kept;
    }

    private static bool IsSame(object kept, StreamEvent happening) =>
        kept is byte[] fingerprint
            ? fingerprint.AsSpan().SequenceEqual(Fingerprint.Of(happening))
            : Same((StreamEvent)kept, happening);

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

    private TextSpeaker SpeakerOf(in TextDelta delta)
    {
        speakers ??= new TextSpeaker?[Speakers];
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
        return speakers[lastSpeaker] = new TextSpeaker(delta);
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
        slot.Number = ++count;
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

        /// <summary>The how many-th event it was, from 1. After a snapshot that jumps, fewer were remembered than the seqs tell.</summary>
        internal long Number;

        /// <summary>The event, the fingerprint of a large one, or the text of a piece of text.</summary>
        internal object? Kept;

        // Of a piece of text.
        internal TextSpeaker? Speaker;
        internal int? Offset;
    }
}
