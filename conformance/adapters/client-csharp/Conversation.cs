using System.Text;
using System.Text.Json.Nodes;

namespace ClientCSharp;

/// <summary>The state of a conversation: its turns and texts, from the events of streambench/1.</summary>
internal sealed class Conversation
{
    private readonly OrderedDictionary<string, (string Status, string? Agent)> turns = [];
    private readonly OrderedDictionary<string, (JsonObject About, StringBuilder Text)> items = [];
    private long seq;
    private bool hasEnded;

    internal string? Cursor { get; private set; }

    internal int RetryMs { get; private set; }

    /// <summary>The server has nothing more to say.</summary>
    internal bool End() => hasEnded = true;

    /// <summary>Applies an event; answers false when one is missing before it.</summary>
    internal bool Take(JsonNode happening, string? cursor)
    {
        var type = Text(happening, "type");
        RetryMs = happening["retryMs"]?.GetValue<int>() ?? RetryMs;
        hasEnded |= type == "bye" && Text(happening, "reason") == "done";
        var number = happening["seq"]?.GetValue<long>() ?? 0;
        if (number <= seq)
            return true; // a control frame, or a repetition
        if (number > seq + 1)
            return false;
        (seq, Cursor) = (number, cursor ?? Cursor);
        Apply(type!, happening, Text(happening, "turn") ?? "", Text(happening, "item") ?? "");
        return true;
    }

    internal bool IsDone(JsonNode stop)
    {
        var needed = stop["turns"]?.GetValue<int>() ?? 1;
        var isIdle = turns.Count >= needed && turns.Values.All(turn => turn.Status != "open");
        return Text(stop, "when") != "dispose" && (hasEnded || (Text(stop, "when") == "turn_end" && isIdle));
    }

    internal JsonObject Report() =>
        new()
        {
            ["turns"] = new JsonArray([
                .. turns.Select(t =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = t.Key,
                            ["status"] = t.Value.Status,
                            ["agent"] = t.Value.Agent,
                        }
                ),
            ]),
            ["items"] = new JsonArray([.. items.Values.Select(Shown)]),
            ["cursor"] = Cursor,
            ["inputEnabled"] = turns.Values.All(turn => turn.Status != "open"),
        };

    private void Apply(string type, JsonNode happening, string turn, string item)
    {
        switch (type)
        {
            case "turn.open":
                turns.TryAdd(turn, ("open", Text(happening, "agent")));
                break;
            case "turn.close" when turns.TryGetValue(turn, out var open) && open.Status == "open":
                turns[turn] = (Text(happening, "status")!, open.Agent);
                break;
            case "item.open"
                when turns.TryGetValue(turn, out var owner) && Text(happening, "kind") is "text" or "reasoning":
                var about = new JsonObject
                {
                    ["id"] = item,
                    ["turn"] = turn,
                    ["kind"] = Text(happening, "kind"),
                };
                about["role"] = Text(happening, "role") ?? "assistant";
                about["agent"] = Text(happening, "agent") ?? owner.Agent;
                items.TryAdd(item, (about, new StringBuilder()));
                break;
            case "text.append" when items.TryGetValue(item, out var written):
                written.Text.Append(Text(happening, "text"));
                break;
            case "item.close"
            or "item.replace" when items.TryGetValue(item, out var whole) && Text(happening, "text") is { } text:
                whole.Text.Clear().Append(text);
                break;
            case "item.remove":
                items.Remove(item);
                break;
        }
    }

    private static JsonNode Shown((JsonObject About, StringBuilder Text) item)
    {
        var shown = item.About.DeepClone();
        shown["text"] = item.Text.ToString();
        return shown;
    }

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();
}
