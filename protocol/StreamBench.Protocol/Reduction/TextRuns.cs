using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>
/// Remembers pieces of shared text that came one after the other from the same speaker, as one entry for all of them: what each
/// of them said stands in the text itself.
/// </summary>
internal sealed class TextRuns
{
    private const int Most = 2 * RecentFingerprints.Capacity;

    private List<Run>? earlier;
    private Run current;

    /// <summary>The speaker, when <paramref name="piece"/> went on with the run; null when it begins one, by <see cref="Begin"/>.</summary>
    internal TextSpeaker? GoesOn(in TextDelta delta, TextPiece piece)
    {
        if (
            delta.Seq != current.End + 1
            || !ReferenceEquals(piece.Before, current.Last)
            || !current.Speaker!.Speaks(delta)
        )
        {
            return null;
        }

        GoOn(delta.Seq, piece);
        return current.Speaker;
    }

    /// <summary>The run goes on up to there; what was said in between stands before <paramref name="last"/>.</summary>
    internal void GoOn(long seq, TextPiece last) => (current.End, current.Last) = (seq, last);

    /// <summary>A piece without an offset, where no run went on.</summary>
    /// <param name="number">The how many-th event that is remembered.</param>
    /// <param name="seq">Its place in the journal.</param>
    /// <param name="piece">Where its text stands.</param>
    /// <param name="speaker">Who says it.</param>
    /// <returns>The speaker.</returns>
    internal TextSpeaker Begin(long number, long seq, TextPiece piece, TextSpeaker speaker)
    {
        if (current.Last is not null)
        {
            earlier ??= [];
            if (earlier.Count == Most)
            {
                earlier.RemoveAll(run => run.NumberOf(run.End) <= number - RecentFingerprints.Capacity);
            }

            earlier.Add(current);
        }

        current = new Run
        {
            Start = seq,
            StartNumber = number,
            End = seq,
            Last = piece,
            Speaker = speaker,
        };
        return speaker;
    }

    /// <summary>The event of that seq, when it is one of these and came as a later one than the <paramref name="after"/>-th.</summary>
    internal StreamEvent? Find(long seq, long after)
    {
        if (current.Has(seq, after))
        {
            return current.Event(seq);
        }

        foreach (var run in earlier ?? [])
        {
            if (run.Has(seq, after))
            {
                return run.Event(seq);
            }
        }

        return null;
    }

    private struct Run
    {
        internal long Start;
        internal long StartNumber;
        internal long End;
        internal TextPiece? Last;
        internal TextSpeaker? Speaker;

        internal readonly bool Has(long seq, long after) =>
            Last is not null && seq >= Start && seq <= End && NumberOf(seq) > after;

        // Its events came one after the other.
        internal readonly long NumberOf(long seq) => StartNumber + (seq - Start);

        internal readonly TextAppend Event(long seq)
        {
            var piece = Last!;
            for (var at = End; at > seq; at--)
            {
                piece = piece.Before!;
            }

            return Speaker!.Says(seq, piece.Text, offset: null);
        }
    }
}
