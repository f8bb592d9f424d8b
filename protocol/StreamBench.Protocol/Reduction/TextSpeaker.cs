using StreamBench.Protocol.Events;

namespace StreamBench.Protocol.Reduction;

/// <summary>What one piece of text has in common with the next.</summary>
internal sealed class TextSpeaker(in TextDelta delta)
{
    private readonly string? turn = delta.Turn;
    private readonly string? item = delta.Item;
    private readonly string? agent = delta.Agent;
    private readonly int epoch = delta.Epoch;

    internal bool Speaks(in TextDelta delta) =>
        item == delta.Item && turn == delta.Turn && agent == delta.Agent && epoch == delta.Epoch;

    /// <summary>The event again, without its time, which is no part of what it says.</summary>
    internal TextAppend Says(long seq, string text, int? offset) =>
        new()
        {
            Seq = seq,
            Epoch = epoch,
            Turn = turn,
            Item = item,
            Agent = agent,
            Text = text,
            Offset = offset,
        };
}
