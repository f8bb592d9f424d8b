using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Dialects.Losses;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>What Atmosphere's frames cannot say.</summary>
internal static class AtmosphereLosses
{
    /// <summary>In the order in which they are forgotten: agents are told by handoffs, so only when items stand in their final order.</summary>
    internal static ImmutableArray<Loss> All { get; } =
    [
        KnownLosses.UserMessages,
        new(
            "text boundaries",
            "A prompt has one text and it stands first: no frame says which message a piece of text belongs to, or where the next one begins.",
            OneTextATurn
        ),
        new(
            "agent names",
            "Only a handoff says who speaks from then on; nothing says who began.",
            content => content.Turns.ForEach(turn => KeepHandoffs(content, turn))
        ),
        KnownLosses.SpawnedAgents,
        KnownLosses.Journal,
        KnownLosses.Superseded,
        KnownLosses.FinishReason,
        new(
            "tool fragments",
            "A call is told when its arguments are whole, and what it prints while it runs not at all.",
            ForgetFragments
        ),
        new(
            "tool error detail",
            "A failed call has one text, so a structured error arrives as JSON text.",
            FlattenErrors
        ),
        new("decisions", "Nothing reports back how a person decided, nor that a call was denied.", ForgetDecisions),
        new(
            "error code",
            "An error is a message: its code is lost.",
            content => content.Turns.ForEach(turn => turn.Remove("error"))
        ),
    ];

    private static void OneTextATurn(ContentDocument content)
    {
        var items = content.Items.ToList();
        content.Items.Clear();
        foreach (var turn in content.Turns)
        {
            var own = items
                .Where(item => ContentDocument.Text(item, "turn") == ContentDocument.Text(turn, "id"))
                .ToList();
            content.Items.AddRange(TakeOne(own, ItemKind.Text, first: true));
            TakeOne(own, ItemKind.Reasoning, first: false);
            content.Items.AddRange(own);
        }
    }

    // Makes one item of all of a kind; taken out to stand first, or left in the place of the earliest.
    private static List<JsonObject> TakeOne(List<JsonObject> items, string kind, bool first)
    {
        var all = items.Where(item => ContentDocument.Text(item, "kind") == kind).ToList();
        if (all.Count == 0)
        {
            return [];
        }

        all[0]["text"] = string.Concat(all.Select(item => ContentDocument.Text(item, "text")));
        items.RemoveAll(item => all.Contains(item) && (first || item != all[0]));
        if (ContentDocument.Text(all[0], "text") is { Length: > 0 })
        {
            return [all[0]];
        }

        items.Remove(all[0]);
        return [];
    }

    private static void KeepHandoffs(ContentDocument content, JsonObject turn)
    {
        string? agent = null;
        foreach (
            var item in content.Items.Where(item =>
                ContentDocument.Text(item, "turn") == ContentDocument.Text(turn, "id")
            )
        )
        {
            if (ContentDocument.Text(item, "kind") == ItemKind.Handoff)
            {
                agent = ContentDocument.Text(item, "to");
            }
            else
            {
                item["agent"] = agent;
            }
        }

        turn["agent"] = agent;
    }

    private static void FlattenErrors(ContentDocument content)
    {
        foreach (var tool in content.Items.Where(item => ContentDocument.Text(item, "kind") == ItemKind.Tool))
        {
            if (ContentDocument.Text(tool, "status") == ItemStatus.Error && tool["result"] is { } result)
            {
                tool["result"] = ErrorText.Of(JsonSerializer.SerializeToElement(result));
            }
        }
    }

    private static void ForgetDecisions(ContentDocument content)
    {
        foreach (var approval in content.Approvals)
        {
            approval["decision"] = null;
            approval.Remove("editedArgs");
        }

        // A client goes on waiting, until the end of the turn ends that too.
        foreach (var tool in content.Items.Where(item => IsEndedWithoutResult(item) && IsAskedAbout(content, item)))
        {
            var turn = content.Turns.Find(one =>
                ContentDocument.Text(one, "id") == ContentDocument.Text(tool, "turn")
            )!;
            tool["status"] =
                ContentDocument.Text(turn, "status") == TurnStatus.Interrupted
                    ? ItemStatus.AwaitingApproval
                    : ItemStatus.Interrupted;
        }
    }

    private static bool IsEndedWithoutResult(JsonObject item) =>
        ContentDocument.Text(item, "kind") == ItemKind.Tool
        && !item.ContainsKey("result")
        && ContentDocument.Text(item, "status") is ItemStatus.Denied or ItemStatus.Interrupted;

    private static bool IsAskedAbout(ContentDocument content, JsonObject tool) =>
        content.Approvals.Exists(approval =>
            ContentDocument.Text(approval, "item") == ContentDocument.Text(tool, "id")
        );

    private static void ForgetFragments(ContentDocument content)
    {
        content.Items.RemoveAll(item => item.ContainsKey("argsText"));
        foreach (var tool in content.Items)
        {
            tool.Remove("output");
        }
    }
}
