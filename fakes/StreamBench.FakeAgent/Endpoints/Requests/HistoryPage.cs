using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary>Some turns of a state, newest first when asked page by page.</summary>
/// <param name="State">The turns with their items, approvals and order; agents and journal belong to every page.</param>
/// <param name="Before">What to ask <c>?before=</c> for the page before this one, or null when this is the first.</param>
internal readonly record struct HistoryPage(JsonElement State, string? Before)
{
    /// <summary>How many turns a page has: the smaller of what is asked for and what is given; null for all.</summary>
    internal static int? Limit(int? asked, int? given) => asked < given ? asked : given ?? asked;

    /// <summary>Cuts a page out; false when <paramref name="before"/> is no turn of the state.</summary>
    internal static bool TryCut(JsonElement state, string? before, int? limit, out HistoryPage page)
    {
        page = new HistoryPage(state, null);
        if (before is null && limit is null)
        {
            return true;
        }

        var turns = state.GetProperty("turns").EnumerateArray().Select(t => t.GetProperty("id").GetString()!).ToList();
        var end = before is null ? turns.Count : turns.IndexOf(before);
        if (end < 0)
        {
            return false;
        }

        var start = Math.Max(0, end - (limit ?? end));
        page = new HistoryPage(Cut(state, turns[start..end]), start > 0 ? turns[start] : null);
        return true;
    }

    private static JsonElement Cut(JsonElement state, List<string> turns)
    {
        var cut = JsonSerializer.SerializeToNode(state)!.AsObject();
        Keep(cut["turns"]!.AsArray(), turn => turns.Contains((string)turn!["id"]!));

        var items = cut["items"]!.AsObject();
        foreach (var id in items.Where(i => !turns.Contains((string)i.Value!["turn"]!)).Select(i => i.Key).ToList())
        {
            items.Remove(id);
        }

        Keep(cut["order"]!.AsArray(), id => items.ContainsKey((string)id!));
        var approvals = cut["approvals"]!.AsObject();
        foreach (var id in approvals.Where(a => !BelongsTo(a.Value!["item"], items)).Select(a => a.Key).ToList())
        {
            approvals.Remove(id);
        }

        return JsonSerializer.SerializeToElement(cut);
    }

    // An approval of no item belongs to the conversation, so every page shows it.
    private static bool BelongsTo(JsonNode? item, JsonObject items) => item is null || items.ContainsKey((string)item!);

    private static void Keep(JsonArray array, Func<JsonNode?, bool> keep)
    {
        foreach (var gone in array.Where(node => !keep(node)).ToList())
        {
            array.Remove(gone);
        }
    }
}
