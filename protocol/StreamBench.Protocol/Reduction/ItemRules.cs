using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>item.open, text.append, item.replace, element.patch, item.status, item.close, item.remove.</summary>
internal static class ItemRules
{
    internal static Verdict Open(ConversationState state, ItemOpen open)
    {
        if (TurnScope.FindTurn(state, open.Turn, out var turn) is { } refusal)
        {
            return refusal;
        }

        if (!ItemKind.IsOpenable(open.Kind))
        {
            return Verdict.Ignored("unknown-kind"); // rule 12
        }

        if (open.Item is not { } id)
        {
            return Verdict.UnknownItem;
        }

        if ((state.FindItem(id)?.Kind ?? state.RemovedKind(id)) is { } used)
        {
            return used == open.Kind ? Verdict.NoOp : Verdict.WrongKind; // rule 11
        }

        var after = state.FindItem(open.After);
        if (open.After is not null && after is null)
        {
            return Verdict.UnknownItem;
        }

        state.Add(NewItem(open, id, turn), after);
        return Verdict.Applied;
    }

    /// <summary>Rule 9.</summary>
    /// <param name="state">The conversation.</param>
    /// <param name="delta">What is said.</param>
    /// <param name="item">Whose text has grown; null where nothing was applied.</param>
    internal static Verdict Append(ConversationState state, in TextDelta delta, out Item? item)
    {
        item = null;
        if (TurnScope.Find(state, delta.Turn, delta.Item, out var scope) is { } refusal)
        {
            return refusal;
        }

        if (!scope.Item.IsText)
        {
            return Verdict.WrongKind;
        }

        if (scope.Closed)
        {
            return Verdict.ClosedItem;
        }

        var verdict = Appending.Append(scope.Item.Body, delta, state.Texts);
        if (verdict.Kind == OutcomeKind.Applied)
        {
            scope.Enter();
            item = scope.Item;
            item.Touched.Body = new Touch(delta.Seq, EventTypes.TextAppend);
        }

        return verdict;
    }

    internal static Verdict Replace(ConversationState state, ItemReplace replace)
    {
        if (TurnScope.Find(state, replace, out var scope) is { } refusal)
        {
            return refusal;
        }

        var item = scope.Item;
        if (item.IsText && replace.Text is { } text && !replace.Value.IsPresent)
        {
            scope.Enter();
            item.Body.Replace(text);
            item.Touched.Body = EventRules.TouchOf(replace);
            return Verdict.Applied;
        }

        if (item.HasValue && replace.Value.IsPresent && replace.Text is null)
        {
            scope.Enter();
            item.Value = replace.Value;
            item.Touched.Value = EventRules.TouchOf(replace);
            return Verdict.Applied;
        }

        return Verdict.WrongKind;
    }

    internal static Verdict Patch(ConversationState state, ElementPatch patch)
    {
        if (TurnScope.Find(state, patch, out var scope) is { } refusal)
        {
            return refusal;
        }

        var item = scope.Item;
        if (item.Kind != ItemKind.Element)
        {
            return Verdict.WrongKind;
        }

        if (!JsonPatch.TryApply(item.Value, patch.Patch, out var patched, out _))
        {
            return Verdict.Rejected("bad-patch");
        }

        scope.Enter();
        item.Value = patched;
        item.Touched.Value = EventRules.TouchOf(patch);
        return Verdict.Applied;
    }

    internal static Verdict ChangeStatus(ConversationState state, ItemStatusChange change)
    {
        if (TurnScope.Find(state, change, out var scope) is { } refusal)
        {
            return refusal;
        }

        var item = scope.Item;
        if (!item.IsTool && item.Kind != ItemKind.Status)
        {
            return Verdict.WrongKind;
        }

        if (ItemStatus.Rank(change.Status) < 0)
        {
            return Verdict.Ignored("unknown-status"); // rule 12
        }

        if (ItemStatus.IsTerminal(scope.Status))
        {
            return change.Status == scope.Status ? Verdict.NoOp : Verdict.Terminal; // rule 10
        }

        if (ItemStatus.Rank(change.Status) < ItemStatus.Rank(scope.Status))
        {
            return Verdict.Stale("regress");
        }

        scope.Enter();
        item.Status = change.Status;
        item.Label = item.IsTool ? null : change.Label ?? item.Label;
        item.Touched.Status = EventRules.TouchOf(change);
        return Verdict.Applied;
    }

    internal static Verdict Close(ConversationState state, ItemClose close)
    {
        if (TurnScope.Find(state, close, out var scope) is { } refusal)
        {
            return refusal;
        }

        var item = scope.Item;
        if (close.Text is not { } text)
        {
            var wasClosed = scope.Closed;
            scope.Enter();
            item.Closed = true;
            item.Touched.Closed = wasClosed ? item.Touched.Closed : EventRules.TouchOf(close);
            return wasClosed ? Verdict.NoOp : Verdict.Applied;
        }

        if (!item.IsText)
        {
            return Verdict.WrongKind;
        }

        scope.Enter();
        item.Closed = true;
        item.Touched.Closed = EventRules.TouchOf(close);
        if (item.Body.Equals(text))
        {
            return Verdict.Applied;
        }

        item.Body.Replace(text);
        item.Touched.Body = EventRules.TouchOf(close);
        return Verdict.Diverged("text"); // rule 11
    }

    internal static Verdict Remove(ConversationState state, ItemRemove remove)
    {
        if (TurnScope.Find(state, remove, out var scope) is { } refusal)
        {
            return refusal;
        }

        state.Remove(scope.Item, EventRules.TouchOf(remove));
        return Verdict.Applied;
    }

    private static Item NewItem(ItemOpen open, string id, Turn turn)
    {
        var item = new Item(id, open.Kind, turn.Id)
        {
            Role = open.Role ?? "assistant",
            Agent = open.Agent ?? turn.Agent,
            ClientMessageId = open.ClientMessageId,
        };
        item.Touched.Opened = EventRules.TouchOf(open);
        switch (open.Kind)
        {
            case ItemKind.Tool:
                item.Name = open.Name;
                break;
            case ItemKind.Status:
                item.Label = open.Label;
                break;
            case ItemKind.Element:
                item.ElementType = open.ElementType;
                goto case ItemKind.Data;
            case ItemKind.Data:
                item.Value = open.Value.IsPresent ? open.Value : Item.JsonNull;
                break;
        }

        return item;
    }
}
