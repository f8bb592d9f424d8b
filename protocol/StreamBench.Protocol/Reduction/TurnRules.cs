using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>turn.open, turn.close, handoff.</summary>
internal static class TurnRules
{
    internal static Verdict Open(ConversationState state, TurnOpen open)
    {
        if (state.FindTurn(open.Turn) is not null)
        {
            return Verdict.NoOp; // rule 11
        }

        if (open.Turn is null)
        {
            return Verdict.UnknownTurn;
        }

        var touch = EventRules.TouchOf(open);
        if (state.FindTurn(open.Replaces) is { } replaced)
        {
            replaced.Superseded = true;
            replaced.Changed = touch;
        }

        state.Add(
            new Turn(open.Turn)
            {
                Agent = open.Agent,
                Resumes = open.Resumes,
                Opened = touch,
                Changed = touch,
            }
        );
        return Verdict.Applied;
    }

    internal static Verdict Close(ConversationState state, TurnClose close)
    {
        if (TurnScope.FindTurn(state, close.Turn, out var turn) is { } refusal)
        {
            return refusal;
        }

        if (!TurnStatus.IsClosing(close.Status))
        {
            return Verdict.Ignored("unknown-status"); // rule 12
        }

        var touch = EventRules.TouchOf(close);
        if (turn.Synthesised)
        {
            TakeBackSynthesis(state, turn, touch);
        }

        turn.Status = close.Status;
        turn.FinishReason = close.FinishReason;
        turn.Error = close.Error;
        turn.Synthesised = false;
        turn.Changed = touch;
        foreach (var item in state.Order)
        {
            if (ClosesWith(state, turn, item))
            {
                CloseItem(item, close.Status, touch);
            }
        }

        return close.Digest is null ? Verdict.Applied : EventRules.Verify(state, close.Digest); // rule 13
    }

    /// <summary>Rule 2: a time-out that the client noticed itself; a later real turn.close replaces it.</summary>
    internal static Verdict ApplySynthesised(ConversationState state, StreamEvent happening)
    {
        if (happening is not TurnClose close || !TurnStatus.IsClosing(close.Status))
        {
            return Verdict.Ignored("not-synthesisable");
        }

        if (TurnScope.FindTurn(state, close.Turn, out var turn) is { } refusal)
        {
            return refusal;
        }

        if (turn.Synthesised)
        {
            return Verdict.NoOp;
        }

        var touch = EventRules.TouchOf(close);
        turn.Status = close.Status;
        turn.FinishReason = close.FinishReason;
        turn.Error = close.Error;
        turn.Synthesised = true;
        turn.Changed = touch;
        foreach (var item in state.Order)
        {
            if (!item.Closed && ClosesWith(state, turn, item))
            {
                item.BeforeSynthesis = (item.Closed, item.Status);
                CloseItem(item, close.Status, touch);
            }
        }

        return Verdict.Applied;
    }

    internal static Verdict HandOff(ConversationState state, Handoff handoff)
    {
        if (TurnScope.FindTurn(state, handoff.Turn, out var turn) is { } refusal)
        {
            return refusal;
        }

        var id = $"handoff:{handoff.Seq}"; // rule 13
        if (state.FindItem(id) is not null)
        {
            return Verdict.Rejected("id-in-use");
        }

        var touch = EventRules.TouchOf(handoff);
        turn.Agent = handoff.To;
        turn.Changed = touch;
        state.Add(
            new Item(id, ItemKind.Handoff, turn.Id)
            {
                Role = "system",
                Agent = handoff.From,
                From = handoff.From,
                To = handoff.To,
                Reason = handoff.Reason,
                Closed = true,
                Touched = new() { Opened = touch },
            }
        );
        return Verdict.Applied;
    }

    // Its own items, and what an ended turn that it resumes left open; a decision still awaited there stays awaited.
    private static bool ClosesWith(ConversationState state, Turn turn, Item item) =>
        item.Turn == turn.Id
        || (
            turn.Resumes is not null
            && item is { Closed: false, Status: not ItemStatus.AwaitingApproval }
            && state.FindTurn(item.Turn) is { AcceptsEvents: false }
            && TurnScope.Resumes(state, turn, item.Turn)
        );

    private static void CloseItem(Item item, string turnStatus, Touch touch)
    {
        if (item.IsTool && !ItemStatus.IsTerminal(item.Status))
        {
            if (turnStatus == TurnStatus.Interrupted && item.Status == ItemStatus.AwaitingApproval)
            {
                return; // it waits for a person, and a later turn may resume it
            }

            item.Status = ItemStatus.Interrupted;
            item.Touched.Status = touch;
        }

        item.Closed = true;
        item.Touched.Closed = touch;
    }

    private static void TakeBackSynthesis(ConversationState state, Turn turn, Touch touch)
    {
        foreach (var item in state.Order)
        {
            if (
                item.BeforeSynthesis is { } before
                && (item.Turn == turn.Id || TurnScope.Resumes(state, turn, item.Turn))
            )
            {
                (item.Closed, item.Status) = before;
                item.BeforeSynthesis = null;
                item.Touched.Closed = touch;
                item.Touched.Status = item.IsTool ? touch : item.Touched.Status;
            }
        }
    }
}
