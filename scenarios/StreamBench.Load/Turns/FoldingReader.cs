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
            case StreamEvent happening:
                Apply(turn, happening);
                return IsContent(turn, happening) ? signs | TurnSigns.Content : signs;
            default:
                return signs;
        }
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
        if (own.Kind == OutcomeKind.Conflict)
        {
            turn.Blame($"event {happening.Seq} came twice with different content");
        }
    }

    private static bool IsContent(StreamTurn turn, StreamEvent happening) =>
        happening is TextAppend { Text.Length: > 0, Item: { } id }
        && turn.Reducer!.State.Items.TryGetValue(id, out var item)
        && item is { Kind: ItemKind.Text, Role: not NativeEvents.User };
}
