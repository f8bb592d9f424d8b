using StreamBench.Load.Engine.Scanning;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Turns;

/// <summary>The native dialect, verified: every event goes through the reducer that every client is compared with.</summary>
internal sealed class FoldingReader
{
    internal TurnSigns Read(StreamTurn turn, scoped StreamFrame frame)
    {
        if (frame.Data.IsEmpty)
        {
            return TurnSigns.None;
        }

        if (turn.Deltas.TryRead(frame.Data, out var delta, out _))
        {
            return Append(turn, delta);
        }

        turn.Spoken = null;
        var read = PayloadReader.Read(frame.Data);
        if (!read.Ok)
        {
            turn.Blame($"an event cannot be read: {read.Problem.Message}");
            return TurnSigns.None;
        }

        var signs = NativeEvents.Note(turn, read.Payload);
        switch (read.Payload)
        {
            case Hello hello:
                Greet(turn, hello);
                return signs;
            case TextAppend append:
                Apply(turn, append);
                return append.Text.Length > 0 && IsVisible(turn, append.Item) ? signs | TurnSigns.Content : signs;
            case StreamEvent happening:
                Apply(turn, happening);
                return signs;
            default:
                return signs;
        }
    }

    // Nearly every event: read and reduced without making one.
    private static TurnSigns Append(StreamTurn turn, in TextDelta delta)
    {
        var signs = NativeEvents.Note(turn, delta.Seq, delta.At);
        var own = turn.Reducer!.Apply(delta with { Epoch = turn.Epoch }).Own;
        Judge(turn, own);
        return delta.Text.Length > 0 && IsVisible(turn, delta.Item) ? signs | TurnSigns.Content : signs;
    }

    private static void Greet(StreamTurn turn, Hello hello)
    {
        if (turn.Epoch > 0 && hello.Resume is ResumeMode.Snapshot or ResumeMode.Reset)
        {
            turn.Reducer!.ExpectSnapshot();
        }

        turn.Epoch = hello.Epoch;
    }

    private static void Apply(StreamTurn turn, StreamEvent happening)
    {
        var reducer = turn.Reducer!;
        // The first event gives the state its epoch; a copy of each event only to say it again would be waste.
        var own = reducer
            .Apply(reducer.State.Epoch == turn.Epoch ? happening : happening with { Epoch = turn.Epoch })
            .Own;
        Judge(turn, own);
    }

    private static void Judge(StreamTurn turn, in Outcome outcome)
    {
        if (outcome.Kind == OutcomeKind.Conflict)
        {
            turn.Blame($"event {outcome.Seq} came twice with different content");
        }
    }

    // Between two pieces of one text nothing makes another of it, and to look again would mean to look up the whole state.
    private static bool IsVisible(StreamTurn turn, string? item)
    {
        if (item is null || !ReferenceEquals(item, turn.Spoken))
        {
            turn.Spoken = item;
            turn.IsSpokenVisible =
                turn.Reducer!.State.FindItem(item) is { Kind: ItemKind.Text, Role: not NativeEvents.User };
        }

        return turn.IsSpokenVisible;
    }
}
