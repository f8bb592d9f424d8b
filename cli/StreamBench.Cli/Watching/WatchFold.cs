using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Cli.Watching;

/// <summary>Folds what comes and shows it. A watch that begins in the middle has no state until a snapshot comes.</summary>
internal sealed class WatchFold(IWatchView view, string? start)
{
    private readonly Reducer reducer = new();
    private readonly List<Received> received = [];
    private readonly HashSet<string> closed = new(StringComparer.Ordinal);
    private bool hasState = start is null;
    private long lastSeq;

    /// <summary>Where to resume: the cursor of the last event that came in sequence.</summary>
    internal string? Cursor { get; private set; } = start;

    /// <summary>How many events came.</summary>
    internal long Events { get; private set; }

    /// <summary>True once the server said that there will be nothing more.</summary>
    internal bool IsOver { get; private set; }

    /// <summary>True when that turn was closed; without a turn, when one was closed and none is open.</summary>
    internal bool IsTurnOver(string? turn) =>
        turn is null
            ? closed.Count > 0 && (!hasState || reducer.State.Turns.All(t => t.Status != TurnStatus.Open))
            : closed.Contains(turn);

    /// <summary>The digest of the state; null when there is none.</summary>
    internal string? Digest()
    {
        try
        {
            return hasState ? reducer.Digest() : null;
        }
        catch (FormatException)
        {
            return null; // half a surrogate pair at the end of a text: there is no canonical form yet
        }
    }

    /// <summary>Takes a frame: everything in it is shown, also what cannot be read.</summary>
    internal void Take(IFrameDecoder decoder, in Frame frame)
    {
        received.Clear();
        decoder.Decode(frame, received);
        foreach (var one in received)
        {
            switch (one)
            {
                case { Problem: { } problem }:
                    view.Remark($"damaged frame: {problem}");
                    break;
                case { Payload: StreamEvent happening }:
                    Take(happening, one.Cursor);
                    break;
                case { Payload: ControlFrame control }:
                    Take(control);
                    break;
            }
        }
    }

    private void Take(ControlFrame control)
    {
        view.Control(control);
        IsOver |= control is Bye { Reason: ByeReason.Done };
        if (control is Hello { Resume: ResumeMode.Snapshot or ResumeMode.Reset })
        {
            reducer.ExpectSnapshot();
            hasState = true;
        }
    }

    private void Take(StreamEvent happening, string? cursor)
    {
        Events++;
        if (happening is TurnClose { Turn: { } turn })
        {
            closed.Add(turn);
        }

        var before = reducer.State.LastSeq;
        view.Event(happening, cursor, hasState ? reducer.Apply(happening).Own : InTheMiddle(happening.Seq));
        if (cursor is not null && (!hasState || reducer.State.LastSeq != before))
        {
            Cursor = cursor;
        }
    }

    /// <summary>Without a state only the numbers can be judged: what came before, and what is missing.</summary>
    private Outcome? InTheMiddle(long seq)
    {
        var previous = lastSeq;
        lastSeq = Math.Max(lastSeq, seq);
        return seq switch
        {
            _ when previous == 0 || seq == previous + 1 => null,
            _ when seq <= previous => new Outcome(OutcomeKind.Duplicate, seq),
            _ => new Outcome(OutcomeKind.Buffered, seq, $"missing {previous + 1}..{seq - 1}"),
        };
    }
}
