using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.State;

namespace StreamBench.Dialects.Losses;

/// <summary>
/// <c>content(state)</c> that can be changed: what a dialect cannot tell is taken away from it. Ids are those of the original until
/// <see cref="ToJson"/> counts what is left anew.
/// </summary>
public sealed class ContentDocument
{
    private readonly ImmutableDictionary<string, ItemMoments> moments;

    private ContentDocument(JsonObject content, ImmutableDictionary<string, ItemMoments> moments)
    {
        this.moments = moments;
        Turns = Take(content, "turns");
        Items = Take(content, "items");
        Approvals = Take(content, "approvals");
        Agents = Take(content, "agents");
        Journal = content["journal"] is JsonArray journal ? [.. journal.Select(one => one?.DeepClone())] : [];
    }

    /// <summary>Turns in order of opening.</summary>
    public List<JsonObject> Turns { get; }

    /// <summary>Items in render order.</summary>
    public List<JsonObject> Items { get; }

    /// <summary>Approvals in order of request.</summary>
    public List<JsonObject> Approvals { get; }

    /// <summary>Spawned agents by first appearance.</summary>
    public List<JsonObject> Agents { get; }

    /// <summary>Entries of the coordination journal.</summary>
    public List<JsonNode?> Journal { get; }

    /// <summary>The content of <paramref name="state"/>.</summary>
    public static ContentDocument Of(ConversationState state) =>
        new(JsonObject.Create(StateContent.ToJson(state)) ?? [], MomentsOf(state));

    /// <summary>The same content apart from this one.</summary>
    public ContentDocument Copy()
    {
        var names = Names(Items, 'i');
        var renamed = moments.Where(one => names.ContainsKey(one.Key));
        return new(
            JsonObject.Create(ToJson()) ?? [],
            renamed.ToImmutableDictionary(one => names[one.Key], one => one.Value, StringComparer.Ordinal)
        );
    }

    /// <summary>When an item came to be: content itself only says where it stands.</summary>
    public ItemMoments Moments(JsonObject item) => moments.GetValueOrDefault(Text(item, "id") ?? "");

    /// <summary>A member of an item or turn as text, or null.</summary>
    public static string? Text(JsonObject one, string member) =>
        one[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>The content as <c>content(state)</c> has it, with turns and items counted anew; a reference to what is gone becomes null.</summary>
    public JsonElement ToJson()
    {
        var turns = Names(Turns, 't');
        var items = Names(Items, 'i');
        var content = new JsonObject
        {
            ["turns"] = new JsonArray([.. Turns.Select(turn => Renamed(turn, ("id", turns)))]),
            ["items"] = new JsonArray([.. Items.Select(item => Renamed(item, ("id", items), ("turn", turns)))]),
            ["approvals"] = new JsonArray([.. Approvals.Select(approval => Renamed(approval, ("item", items)))]),
        };
        if (Agents.Count > 0)
        {
            content["agents"] = new JsonArray([.. Agents.Select(agent => agent.DeepClone())]);
        }

        if (Journal.Count > 0)
        {
            content["journal"] = new JsonArray([.. Journal.Select(entry => entry?.DeepClone())]);
        }

        return JsonSerializer.SerializeToElement(content);
    }

    private static ImmutableDictionary<string, ItemMoments> MomentsOf(ConversationState state) =>
        state
            .Order.Index()
            .ToImmutableDictionary(
                one => $"i{one.Index}",
                one => new ItemMoments(one.Item.Touched.Opened.Seq, one.Item.Touched.Args.Seq),
                StringComparer.Ordinal
            );

    private static List<JsonObject> Take(JsonObject content, string member) =>
        content[member] is JsonArray list
            ? [.. list.OfType<JsonObject>().Select(one => (JsonObject)one.DeepClone())]
            : [];

    private static ImmutableDictionary<string, string> Names(List<JsonObject> all, char prefix) =>
        all.Index()
            .ToImmutableDictionary(one => Text(one.Item, "id")!, one => $"{prefix}{one.Index}", StringComparer.Ordinal);

    private static JsonObject Renamed(
        JsonObject one,
        params (string Member, ImmutableDictionary<string, string> Names)[] references
    )
    {
        var copy = (JsonObject)one.DeepClone();
        foreach (var (member, names) in references)
        {
            copy[member] = Text(one, member) is { } name ? names.GetValueOrDefault(name) : null;
        }

        return copy;
    }
}
