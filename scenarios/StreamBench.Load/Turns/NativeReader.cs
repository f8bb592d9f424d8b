using System.Buffers.Text;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Turns;

/// <summary>
/// The native dialect without verification: most events are text, and of those only the first words are looked at. All
/// others are read whole.
/// </summary>
/// <remarks>Source: StreamBench protocol §6: <c>type</c> stands first.</remarks>
internal sealed class NativeReader(FoldingReader folding) : ITurnReader
{
    public bool EndsWithStream => false;

    public bool CanResume => true;

    public bool KeepsAll => true;

    public TurnSigns Read(StreamTurn turn, scoped StreamFrame frame)
    {
        var data = frame.Data;
        if (frame.Id.IsEmpty && CursorOf(data) is { IsEmpty: false } cursor)
        {
            turn.Place.Set(cursor);
        }

        if (data.StartsWith("{\"type\":\"notice\","u8))
        {
            return NativeEvents.OfNotice(data);
        }

        if (turn.Reducer is not null)
        {
            return folding.Read(turn, frame);
        }

        if (data.StartsWith("{\"type\":\"text.append\","u8))
        {
            return ReadText(turn, data);
        }

        return data.IsEmpty ? TurnSigns.None : Meaning(turn, PayloadReader.Read(data));
    }

    // Where the transport has no place for it, the cursor is an event's last member.
    private static ReadOnlySpan<byte> CursorOf(ReadOnlySpan<byte> data)
    {
        if (!data.EndsWith("\"}"u8))
        {
            return default;
        }

        var members = data[..^2];
        var start = members.LastIndexOf((byte)'"') + 1;
        return members[..start].EndsWith(",\"cursor\":\""u8) ? members[start..] : default;
    }

    private static TurnSigns ReadText(StreamTurn turn, ReadOnlySpan<byte> data)
    {
        var signs = TurnSigns.None;
        var at = data.IndexOf("\"seq\":"u8);
        if (at >= 0 && Utf8Parser.TryParse(data[(at + 6)..], out long seq, out _) && seq > turn.LastSeq)
        {
            turn.LastSeq = seq;
            signs = TurnSigns.New;
        }

        // Where a text says the same words, their quotes are escaped.
        var sent = data.LastIndexOf("\"at\":"u8);
        turn.SentAt = sent >= 0 && Utf8Parser.TryParse(data[(sent + 5)..], out long ms, out _) ? ms : 0;
        return IsVisible(turn, data) && data.IndexOf("\"text\":\"\""u8) < 0 ? signs | TurnSigns.Content : signs;
    }

    private static bool IsVisible(StreamTurn turn, ReadOnlySpan<byte> data)
    {
        var at = data.IndexOf("\"item\":\""u8);
        if (at < 0)
        {
            return false;
        }

        var rest = data[(at + 8)..];
        foreach (var item in turn.Visible)
        {
            if (rest.Length > item.Length && rest[item.Length] == '"' && rest.StartsWith(item))
            {
                return true;
            }
        }

        return false;
    }

    private static TurnSigns Meaning(StreamTurn turn, in ReadResult read)
    {
        if (!read.Ok)
        {
            turn.Blame($"an event cannot be read: {read.Problem.Message}");
            return TurnSigns.None;
        }

        if (read.Payload is ItemOpen { Kind: ItemKind.Text, Item: { } item } open && open.Role != NativeEvents.User)
        {
            turn.Visible.Add(System.Text.Encoding.UTF8.GetBytes(item));
        }

        return NativeEvents.Note(turn, read.Payload);
    }
}
