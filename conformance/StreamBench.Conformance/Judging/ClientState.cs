using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamBench.Conformance.Judging;

/// <summary>The state that a client reports, made comparable: its own ids renamed.</summary>
public static class ClientState
{
    /// <summary>Turns and items are called t0…, i0… in their order, as in <c>content(state)</c>; <c>cursor</c>, <c>inputEnabled</c> and <c>errors</c> are taken away.</summary>
    /// <param name="reported">As the client reports it.</param>
    /// <returns>The content; undefined when it is no object.</returns>
    public static JsonElement Content(JsonElement reported)
    {
        if (reported.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        var state = JsonObject.Create(ReportedJson.Readable(reported))!;
        state.Remove("cursor");
        state.Remove("inputEnabled");
        state.Remove("errors");
        var turns = Rename(state["turns"] as JsonArray, "t");
        var items = Rename(state["items"] as JsonArray, "i");
        Refer(state["items"] as JsonArray, "turn", turns);
        Refer(state["approvals"] as JsonArray, "item", items);
        return JsonSerializer.SerializeToElement(state);
    }

    private static Dictionary<string, string> Rename(JsonArray? list, string letter)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in (list ?? []).OfType<JsonObject>())
        {
            if (Text(one["id"]) is { } id && names.TryAdd(id, $"{letter}{names.Count}"))
            {
                one["id"] = names[id];
            }
        }

        return names;
    }

    private static void Refer(JsonArray? list, string member, Dictionary<string, string> names)
    {
        foreach (var one in (list ?? []).OfType<JsonObject>())
        {
            if (Text(one[member]) is { } id && names.TryGetValue(id, out var name))
            {
                one[member] = name;
            }
        }
    }

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
