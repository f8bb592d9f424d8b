using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>
/// A shared text that one speaker goes on with, piece after piece. While nothing else happens each piece changes the same things
/// in the same way, so the state is told of them together: when somebody looks at it, or when something else happens.
/// </summary>
/// <remarks>
/// Whoever follows thousands of conversations finds each of them cold in memory: a piece then touches two objects instead of ten.
/// </remarks>
internal struct OngoingText
{
    private Item? item;
    private TextSpeaker? speaker;
    private TextPiece? last;
    private long end;
    private int untold;

    /// <summary>True when <paramref name="delta"/> is the next piece, to be added by <see cref="Add"/>.</summary>
    internal readonly bool GoesOn(in TextDelta delta) =>
        item is not null && delta.Seq == end + 1 && delta.Offset is null && speaker!.Speaks(delta);

    /// <summary>Goes on.</summary>
    internal void Add(in TextDelta delta, SharedTexts texts)
    {
        last = texts.After(last, delta.Text);
        end = delta.Seq;
        untold++;
    }

    /// <summary>A piece has been applied and remembered; from here it may go on.</summary>
    internal void Begin(Item of, TextSpeaker by, long seq) =>
        (item, speaker, last, end, untold) = (of, by, of.Body.Shared, seq, 0);

    /// <summary>Tells the state and the memory of events what has been added.</summary>
    internal void Tell(ConversationState state, RecentFingerprints recent)
    {
        if (untold > 0)
        {
            TellAll(state, recent);
        }
    }

    /// <summary>Something else happens: what comes next does not go on.</summary>
    internal void End() => item = null;

    private void TellAll(ConversationState state, RecentFingerprints recent)
    {
        state.LastSeq = end;
        item!.Body.Shared = last;
        item.Touched.Body = new Touch(end, EventTypes.TextAppend);
        recent.GoOn(untold, end, last!);
        untold = 0;
    }
}
