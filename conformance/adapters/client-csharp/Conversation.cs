using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClientCSharp;

/// <summary>The state of a conversation: turns, texts and tools, from the events of streambench/1.</summary>
internal sealed class Conversation
{
    private static readonly string[] Closed = ["completed", "failed", "cancelled", "interrupted", "timed_out"];
    private static readonly string[] OpenCall = ["pending", "running", "awaiting_approval"];

    private readonly OrderedDictionary<string, JsonObject> turns = [];
    private readonly OrderedDictionary<string, JsonObject> items = [];
    private readonly Stopwatch quiet = Stopwatch.StartNew();
    private long seq;
    private bool hasEnded;

    internal string? Cursor { get; private set; }

    internal int RetryMs { get; private set; }

    private IEnumerable<JsonObject> Running => turns.Values.Where(turn => Text(turn, "status") == "open");

    /// <summary>The server has nothing more to say.</summary>
    internal bool End() => hasEnded = true;

    /// <summary>Applies an event; answers false when one is missing before it.</summary>
    internal bool Take(JsonNode happening, string? cursor)
    {
        var type = Text(happening, "type");
        RetryMs = happening["retryMs"]?.GetValue<int>() ?? RetryMs;
        if (type == "hello")
            quiet.Restart(); // only silence on an open stream counts
        hasEnded |= type == "bye" && Text(happening, "reason") == "done";
        var number = happening["seq"]?.GetValue<long>() ?? 0;
        if (number <= seq)
            return true; // a control frame, or a repetition
        if (number > seq + 1)
            return false;
        (seq, Cursor) = (number, cursor ?? Cursor);
        quiet.Restart();
        Apply(type!, happening, turns.GetValueOrDefault(Text(happening, "turn") ?? ""));
        return true;
    }

    /// <summary>Closes the open turns when nothing has happened for so long.</summary>
    internal void GiveUpTurns(int milliseconds)
    {
        if (quiet.ElapsedMilliseconds < milliseconds)
            return;
        foreach (var turn in Running.ToList())
            Close(turn, new JsonObject { ["status"] = "timed_out", ["synth"] = true });
    }

    internal bool IsDone(JsonNode stop)
    {
        var needed = stop["turns"]?.GetValue<int>() ?? 1;
        var isIdle = turns.Count >= needed && !Running.Any();
        return Text(stop, "when") != "dispose" && (hasEnded || (Text(stop, "when") == "turn_end" && isIdle));
    }

    internal JsonObject Report() =>
        new()
        {
            ["turns"] = new JsonArray([.. turns.Values.Select(turn => turn.DeepClone())]),
            ["items"] = new JsonArray([.. items.Values.Select(item => item.DeepClone())]),
            ["cursor"] = Cursor,
            ["inputEnabled"] = !Running.Any(),
        };

    private void Apply(string type, JsonNode happening, JsonObject? turn)
    {
        if (type == "turn.open")
            Open(happening);
        var isLate = type == "turn.close" && turn?["synth"] is not null; // the server's word counts more than a time-out
        if (turn is null || (Text(turn, "status") != "open" && !isLate))
            return;
        if (type == "turn.close")
            Close(turn, happening);
        else if (type == "item.open")
            OpenItem(happening, turn);
        else if (type == "handoff")
            HandOff(happening, turn);
        else if (items.TryGetValue(Text(happening, "item") ?? "", out var item))
            Change(type, item, happening);
    }

    private void Open(JsonNode happening)
    {
        var turn = new JsonObject
        {
            ["id"] = Text(happening, "turn"),
            ["status"] = "open",
            ["agent"] = Text(happening, "agent"),
        };
        turns.TryAdd(Text(happening, "turn")!, turn);
    }

    private void Close(JsonObject turn, JsonNode happening)
    {
        var status = Text(happening, "status");
        if (!Closed.Contains(status, StringComparer.Ordinal))
            return; // a word of the future
        turn.Remove("synth");
        Copy(happening, turn, "status", "finishReason", "synth");
        if (happening["error"]?["code"] is { } code)
            turn["error"] = code.DeepClone();
        foreach (var call in items.Values.Where(item => Text(item, "turn") == Text(turn, "id") && IsOpenCall(item)))
            if (status != "interrupted" || Text(call, "status") != "awaiting_approval")
                call["status"] = "interrupted";
    }

    private void OpenItem(JsonNode happening, JsonObject turn)
    {
        if (Text(happening, "kind") is not ("text" or "reasoning" or "tool"))
            return; // this client shows no other kinds
        var item = new JsonObject
        {
            ["id"] = Text(happening, "item"),
            ["turn"] = Text(turn, "id"),
            ["role"] = "assistant",
        };
        item["agent"] = Text(turn, "agent");
        Copy(happening, item, "kind", "role", "agent", "name");
        item[Text(item, "kind") == "tool" ? "status" : "text"] = Text(item, "kind") == "tool" ? "pending" : "";
        var place = Text(happening, "after") is { } after ? items.IndexOf(after) + 1 : items.Count;
        if (!items.ContainsKey(Text(item, "id")!))
            items.Insert(place, Text(item, "id")!, item);
    }

    private void HandOff(JsonNode happening, JsonObject turn)
    {
        turn["agent"] = Text(happening, "to");
        var item = new JsonObject
        {
            ["id"] = $"handoff:{seq}",
            ["turn"] = Text(turn, "id"),
            ["kind"] = "handoff",
            ["role"] = "system",
        };
        item["agent"] = Text(happening, "from");
        Copy(happening, item, "from", "to", "reason");
        items.Add($"handoff:{seq}", item);
    }

    private void Change(string type, JsonObject item, JsonNode happening)
    {
        switch (type)
        {
            case "text.append":
                item["text"] = Text(item, "text") + Text(happening, "text");
                break;
            case "item.close" or "item.replace":
                Copy(happening, item, "text");
                break;
            case "item.remove":
                items.Remove(Text(item, "id")!);
                break;
            case "tool.args":
                item["argsText"] = Text(item, "argsText") + Text(happening, "text");
                break;
            case "tool.call":
                Call(item, happening);
                break;
            case "tool.output":
                item["output"] = Text(item, "output") + Text(happening, "text");
                break;
            case "approval.request":
                item["status"] = "awaiting_approval";
                break;
            case "tool.result" when IsOpenCall(item): // the first one counts
                Copy(happening, item, "result");
                item["status"] = happening["isError"]?.GetValue<bool>() == true ? "error" : "success";
                break;
        }
    }

    private static void Call(JsonObject item, JsonNode happening)
    {
        try
        {
            item["args"] = happening["args"]?.DeepClone() ?? JsonNode.Parse(Text(item, "argsText") ?? "{}");
            item["status"] = "running";
            item.Remove("argsText");
        }
        catch (JsonException)
        {
            item["status"] = "error"; // the text is kept
        }
    }

    private static bool IsOpenCall(JsonObject item) => OpenCall.Contains(Text(item, "status"), StringComparer.Ordinal);

    private static void Copy(JsonNode from, JsonObject to, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (from[name] is { } value)
                to[name] = value.DeepClone();
    }

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
