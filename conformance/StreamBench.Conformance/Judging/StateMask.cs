using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Judging;

/// <summary>
/// Lets a client leave out of its state what it does not claim to know: the expected state stands in for it. What the client does
/// report is compared, whatever it declares.
/// </summary>
internal static class StateMask
{
    private static readonly ImmutableArray<(string Member, string Capability)> Members =
    [
        ("agents", "agents"),
        ("journal", "agents"),
        ("approvals", "approvals"),
    ];

    private static readonly ImmutableArray<(string Kind, string Capability)> Kinds =
    [
        ("tool", "tools"),
        ("handoff", "agents"),
    ];

    /// <summary>The state with the expected in place of what was rightly left out; unchanged when that is nothing, or no object.</summary>
    internal static JsonElement Complete(JsonElement reported, JsonElement expected, ClientIntroduction client)
    {
        var isComplete = Members.Concat(Kinds).All(one => Declares(client, one.Item2));
        if (isComplete || reported.ValueKind != JsonValueKind.Object)
        {
            return reported;
        }

        var state = JsonObject.Create(ReportedJson.Readable(reported))!;
        var right = JsonObject.Create(expected)!;
        AddItems(state, right, client);
        if (!Declares(client, "agents"))
        {
            AddAgents(List(state, "turns"), List(right, "turns"));
            AddAgents(List(state, "items"), List(right, "items"));
        }

        AddMembers(state, right, client);
        if (!Declares(client, "tools"))
        {
            AddItemsOfApprovals(state, right);
        }

        return JsonSerializer.SerializeToElement(state);
    }

    // Kinds of which the client shows none.
    private static void AddItems(JsonObject state, JsonObject right, ClientIntroduction client)
    {
        var shown = List(state, "items").Select(KindOf).ToHashSet();
        var hidden = Kinds.Where(one => !Declares(client, one.Capability)).Select(one => one.Kind).Except(shown);
        foreach (var (at, item) in List(right, "items").OfType<JsonObject>().Index())
        {
            if (state["items"] is JsonArray items && hidden.Contains(KindOf(item)))
            {
                var copy = (JsonObject)item.DeepClone();
                copy["id"] = $"expected {item["id"]}";
                copy["turn"] = NameOf((string?)item["turn"], List(state, "turns"));
                items.Insert(Math.Min(at, items.Count), copy);
            }
        }
    }

    private static void AddAgents(JsonArray reported, JsonArray right)
    {
        foreach (var (one, known) in reported.Zip(right))
        {
            if (one is JsonObject open && known is JsonObject whole && !open.ContainsKey("agent"))
            {
                open["agent"] = whole["agent"]?.DeepClone();
            }
        }
    }

    private static void AddMembers(JsonObject state, JsonObject right, ClientIntroduction client)
    {
        foreach (var (member, capability) in Members)
        {
            if (!Declares(client, capability) && !state.ContainsKey(member) && right[member] is { } known)
            {
                state[member] = known.DeepClone();
                foreach (var approval in member == "approvals" ? List(state, member).OfType<JsonObject>() : [])
                {
                    approval["item"] = NameOf((string?)approval["item"], List(state, "items"));
                }
            }
        }
    }

    private static void AddItemsOfApprovals(JsonObject state, JsonObject right)
    {
        foreach (var (one, known) in List(state, "approvals").Zip(List(right, "approvals")))
        {
            if (one is JsonObject approval && known is JsonObject whole && approval["item"] is null)
            {
                approval["item"] = NameOf((string?)whole["item"], List(state, "items"));
            }
        }
    }

    // Expected ids count (i3 is the fourth item); the client calls what stands there by a name of its own.
    private static JsonNode? NameOf(string? id, JsonArray reported) =>
        id is null ? null
        : reported.ElementAtOrDefault(int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture)) is JsonObject one
            ? one["id"]?.DeepClone()
        : $"expected {id}";

    private static JsonArray List(JsonObject state, string member) => state[member] as JsonArray ?? [];

    private static string? KindOf(JsonNode? item) =>
        item is JsonObject one && one["kind"] is JsonValue kind && kind.TryGetValue<string>(out var text) ? text : null;

    private static bool Declares(ClientIntroduction client, string capability) =>
        client.Capabilities.Contains(capability, StringComparer.Ordinal);
}
