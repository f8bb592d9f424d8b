using System.Text.Json.Nodes;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Losses;

/// <summary>What several dialects have no words for. A loss that only one has is written in its own folder.</summary>
public static class KnownLosses
{
    /// <summary>The user's own messages: the client shows what it sent.</summary>
    public static Loss UserMessages { get; } =
        new(
            "user messages",
            "The stream does not repeat what the user said.",
            content => content.Items.RemoveAll(item => ContentDocument.Text(item, "role") == "user")
        );

    /// <summary>The names of agents on turns and items.</summary>
    public static Loss AgentNames { get; } =
        new(
            "agent names",
            "Nothing says which agent speaks.",
            content =>
            {
                foreach (var one in content.Turns.Concat(content.Items))
                {
                    one["agent"] = null;
                }
            }
        );

    /// <summary>The tree of spawned agents.</summary>
    public static Loss SpawnedAgents { get; } =
        new("spawned agents", "The tree of agents is not told.", content => content.Agents.Clear());

    /// <summary>The coordination journal.</summary>
    public static Loss Journal { get; } =
        new("journal", "The coordination journal is not told.", content => content.Journal.Clear());

    /// <summary>Which turns were replaced by a later one.</summary>
    public static Loss Superseded { get; } =
        new(
            "superseded turns",
            "A regenerated turn does not say which turn it replaces.",
            content => content.Turns.ForEach(turn => turn.Remove("superseded"))
        );

    /// <summary>Why a completed turn ended.</summary>
    public static Loss FinishReason { get; } =
        new(
            "finish reason",
            "A completed turn does not say why it ended.",
            content => content.Turns.ForEach(turn => turn.Remove("finishReason"))
        );

    /// <summary>All approvals.</summary>
    public static Loss Approvals { get; } =
        new("approvals", "Nobody is asked for a decision.", content => content.Approvals.Clear());

    /// <summary>Where an item was put: it shows at the end of what was told before it.</summary>
    /// <param name="told">Which of an item's moments is that of its telling.</param>
    public static Loss Places(Func<ItemMoments, long>? told = null) =>
        new(
            "places",
            "Items stand in the order in which they were told; none can be put between two others.",
            content =>
            {
                var order = content.Items.OrderBy(item => (told ?? (at => at.Opened))(content.Moments(item))).ToArray();
                content.Items.Clear();
                content.Items.AddRange(order);
            }
        );

    /// <summary>Every item of a kind.</summary>
    /// <param name="kind">One of <see cref="ItemKind"/>.</param>
    /// <param name="what">What is gone, as a sentence.</param>
    public static Loss Kind(string kind, string what) =>
        new(kind, what, content => content.Items.RemoveAll(item => ContentDocument.Text(item, "kind") == kind));

    /// <summary>Every kind of item but texts and tools.</summary>
    public static IEnumerable<Loss> NeitherTextNorTool =>
        [
            Kind(ItemKind.Reasoning, "What the model thinks is not told."),
            Kind(ItemKind.Element, "Structured elements are not told."),
            Kind(ItemKind.Status, "Status lines are not told."),
            Kind(ItemKind.Data, "Data items are not told."),
            Kind(ItemKind.Handoff, "Handoffs are not told."),
        ];

    /// <summary>A member of every tool item: <c>result</c>, <c>output</c>, <c>args</c> …</summary>
    public static Loss OfTools(string member, string what) =>
        new(
            $"tool {member}",
            what,
            content =>
            {
                foreach (var tool in content.Items.Where(item => ContentDocument.Text(item, "kind") == ItemKind.Tool))
                {
                    tool.Remove(member);
                }
            }
        );

    /// <summary>Statuses of turns that the wire cannot tell apart.</summary>
    /// <param name="what">What is gone, as a sentence.</param>
    /// <param name="told">The status that a client sees in place of one that was meant.</param>
    public static Loss TurnStatuses(string what, Func<string, string> told) =>
        new(
            "turn status",
            what,
            content =>
            {
                foreach (var turn in content.Turns)
                {
                    turn["status"] = told(ContentDocument.Text(turn, "status")!);
                }
            }
        );

    /// <summary>Where one text ends and the next begins: neighbours of one turn become one item.</summary>
    /// <param name="isOneText">True when the second item goes on where the first ended. Both are texts of one turn.</param>
    public static Loss TextBoundaries(Func<JsonObject, JsonObject, bool>? isOneText = null) =>
        new(
            "text boundaries",
            "Texts of one turn with nothing between them arrive as one.",
            content => Merge(content.Items, isOneText ?? ((_, _) => true))
        );

    private static void Merge(List<JsonObject> items, Func<JsonObject, JsonObject, bool> isOneText)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var (before, item) = (items[i - 1], items[i]);
            if (
                ContentDocument.Text(before, "kind") == ItemKind.Text
                && ContentDocument.Text(item, "kind") == ItemKind.Text
                && ContentDocument.Text(before, "turn") == ContentDocument.Text(item, "turn")
                && isOneText(before, item)
            )
            {
                before["text"] = ContentDocument.Text(before, "text") + ContentDocument.Text(item, "text");
                items.RemoveAt(i);
            }
        }
    }
}
