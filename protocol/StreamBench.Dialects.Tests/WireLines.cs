using System.Globalization;
using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests;

/// <summary>Frames as lines of text, and events in a few words: for tests that show a wire as people read it.</summary>
internal static class WireLines
{
    /// <summary>A turn with a text, a call that is asked for and answered, and a second text.</summary>
    internal static IReadOnlyList<StreamEvent> Talk { get; } =
    [
        new TurnOpen
        {
            Seq = 1,
            Turn = "t1",
            Agent = "a1",
        },
        Item(2, "u1", ItemKind.Text) with
        {
            Role = "user",
        },
        Append(3, "u1", "Order?"),
        Item(4, "m1", ItemKind.Text),
        Append(5, "m1", "Hé "),
        Append(6, "m1", "👋") with
        {
            Offset = 3,
        },
        Item(7, "c1", ItemKind.Tool) with
        {
            Name = "lookup",
        },
        new ToolArgs
        {
            Seq = 8,
            Turn = "t1",
            Item = "c1",
            Text = """{"n":1}""",
        },
        new ToolCall
        {
            Seq = 9,
            Turn = "t1",
            Item = "c1",
        },
        new ApprovalRequest
        {
            Seq = 10,
            Turn = "t1",
            Item = "c1",
            Approval = "p1",
            Prompt = "Go?",
        },
        new ApprovalDecision
        {
            Seq = 11,
            Approval = "p1",
            Decision = Decisions.Approved,
        },
        new ToolResult
        {
            Seq = 12,
            Turn = "t1",
            Item = "c1",
            Result = JsonElement.Parse("[true]"),
        },
        Item(13, "m2", ItemKind.Text),
        Append(14, "m2", "\ud83d"),
        new ItemReplace
        {
            Seq = 15,
            Turn = "t1",
            Item = "m2",
            Text = "Done.",
        },
        new TurnClose
        {
            Seq = 16,
            Turn = "t1",
            Status = TurnStatus.Failed,
            Error = new ErrorInfo("overloaded", "Too much.", Retryable: true),
        },
    ];

    /// <summary>Every frame as the text it is.</summary>
    internal static string[] Of(Dialect dialect, IEnumerable<StreamEvent> journal) =>
        [.. DialectLog.Encode(dialect, journal).Select(frame => Encoding.UTF8.GetString(frame.Data.Span))];

    /// <summary>What one connection's lines mean, by type, item and cursor; <c>id|</c> before a line is its frame's own id.</summary>
    internal static string[] Read(IFrameDecoder decoder, params string[] lines)
    {
        var received = new List<Received>();
        foreach (var line in lines)
        {
            var id = line.IndexOf('|', StringComparison.Ordinal);
            var data = Encoding.UTF8.GetBytes(line[(id + 1)..]);
            decoder.Decode(new Frame(data, id < 0 ? null : line[..id]), received);
        }

        return [.. received.Select(Word)];
    }

    private static string Word(Received one)
    {
        var happening = one.Payload as StreamEvent;
        var words = new[]
        {
            happening?.Seq.ToString(CultureInfo.InvariantCulture),
            happening?.Type ?? (one.Problem is null ? "-" : "problem"),
            happening?.Turn,
            happening?.Item,
            (happening as TextAppend)?.Text,
            (happening as TurnClose)?.Status,
            one.Cursor is null ? null : $"@{one.Cursor}",
        };
        return string.Join(' ', words.Where(word => word is not null));
    }

    private static ItemOpen Item(long seq, string id, string kind) =>
        new()
        {
            Seq = seq,
            Turn = "t1",
            Item = id,
            Kind = kind,
        };

    private static TextAppend Append(long seq, string id, string text) =>
        new()
        {
            Seq = seq,
            Turn = "t1",
            Item = id,
            Text = text,
        };
}
