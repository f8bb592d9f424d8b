using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>
/// The life of turns, items, approvals and agents: a start, then what belongs to it, then one end, then nothing.
/// </summary>
/// <remarks>Source: StreamBench protocol §1 and §3. <c>turn.close</c> ends what its turn has left open, but a completed turn leaves nothing.</remarks>
internal sealed class LifecycleGrammar
{
    private readonly Dictionary<string, Life> turns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemLife> items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Life> approvals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Life> agents = new(StringComparer.Ordinal);

    /// <summary>Takes the next event; what is wrong with it here, or null.</summary>
    internal string? Take(StreamEvent happening) =>
        happening switch
        {
            TurnOpen open => Begin(turns, "turn", open.Turn!, happening),
            TurnClose close => CloseTurn(close),
            ItemOpen open => OpenItem(open),
            ItemClose => EndItem(happening, "item.close"),
            ToolResult => EndItem(happening, "tool.result"),
            ItemStatusChange change when ItemStatus.IsTerminal(change.Status) => EndItem(happening, "item.status"),
            ItemRemove => EndItem(happening, "item.remove"),
            TextAppend or ToolArgs or ToolCall or ToolOutput or ItemReplace or ElementPatch => Touch(happening),
            ApprovalRequest request => Begin(approvals, "approval", request.Approval, happening),
            ApprovalDecision decision => End(approvals, "approval", decision.Approval, happening),
            AgentSpawn => Begin(agents, "agent", happening.Agent!, happening),
            AgentFinish => End(agents, "agent", happening.Agent!, happening),
            _ => null,
        };

    /// <summary>What has begun and not ended, once everything is said.</summary>
    internal IEnumerable<string> AtEnd() =>
        [
            .. turns.Where(t => !t.Value.HasEnded).Select(t => $"turn {t.Key} has no turn.close"),
            .. items
                .Where(i => !i.Value.HasEnded && i.Value.IsLeftOpen)
                .Select(i => $"item {i.Key} has no end, and its turn completed"),
            .. approvals.Where(a => !a.Value.HasEnded).Select(a => $"approval {a.Key} has no decision"),
            .. agents.Where(a => !a.Value.HasEnded).Select(a => $"agent {a.Key} has no agent.finish"),
        ];

    private static string? Begin(Dictionary<string, Life> lives, string what, string id, StreamEvent at) =>
        lives.TryAdd(id, new Life()) ? null : $"event {at.Seq}: {what} {id} begins a second time";

    private static string? End(Dictionary<string, Life> lives, string what, string id, StreamEvent at)
    {
        if (!lives.TryGetValue(id, out var life))
        {
            return $"event {at.Seq}: {at.Type} of {what} {id}, which never began";
        }

        var blame = life.HasEnded ? $"event {at.Seq}: {what} {id} ends a second time" : null;
        life.HasEnded = true;
        return blame;
    }

    private string? CloseTurn(TurnClose close)
    {
        if (End(turns, "turn", close.Turn!, close) is { } blame)
        {
            return blame;
        }

        foreach (var item in items.Values.Where(item => item.Turn == close.Turn && !item.HasEnded))
        {
            // What is no text and no call has no end of its own; an answer that was cut short may be gone on with.
            item.IsLeftOpen =
                item.Kind is ItemKind.Text or ItemKind.Reasoning or ItemKind.Tool
                && close is { Status: TurnStatus.Completed, FinishReason: null or "stop" };
            item.HasEnded = !item.IsLeftOpen;
        }

        return null;
    }

    private string? OpenItem(ItemOpen open)
    {
        var blame = BlameTurn(open);
        return items.TryAdd(open.Item!, new ItemLife(open.Turn, open.Kind))
            ? blame
            : $"event {open.Seq}: item {open.Item} begins a second time";
    }

    private string? EndItem(StreamEvent happening, string how)
    {
        if (BlameItem(happening) is { } blame)
        {
            return blame;
        }

        // A tool ends with its result; that it is closed as well says nothing new.
        var item = items[happening.Item!];
        var isTwice = item.HasEnded && !(item.Kind is ItemKind.Tool && how == "item.close") && how != "item.remove";
        item.HasEnded = true;
        item.IsLeftOpen = false;
        return isTwice ? $"event {happening.Seq}: item {happening.Item} ends a second time" : null;
    }

    private string? Touch(StreamEvent happening) =>
        BlameItem(happening) is { } blame ? blame
        : items[happening.Item!].HasEnded && happening is not (ItemReplace or ElementPatch)
            ? $"event {happening.Seq}: {happening.Type} after the end of item {happening.Item}"
        : null;

    private string? BlameItem(StreamEvent happening) =>
        items.ContainsKey(happening.Item ?? "")
            ? BlameTurn(happening)
            : $"event {happening.Seq}: {happening.Type} of item {happening.Item}, which never began";

    private string? BlameTurn(StreamEvent happening) =>
        happening.Turn is not { } turn ? null
        : !turns.TryGetValue(turn, out var life)
            ? $"event {happening.Seq}: {happening.Type} in turn {turn}, which never began"
        : life.HasEnded ? $"event {happening.Seq}: {happening.Type} after the end of turn {turn}"
        : null;

    private class Life
    {
        internal bool HasEnded { get; set; }
    }

    private sealed class ItemLife(string? turn, string kind) : Life
    {
        internal string? Turn => turn;

        internal string Kind => kind;

        internal bool IsLeftOpen { get; set; }
    }
}
