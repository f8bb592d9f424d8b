using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>approval.request, approval.decision.</summary>
internal static class ApprovalRules
{
    internal static Verdict Request(ConversationState state, ApprovalRequest request)
    {
        if (request.Item is null && request.Turn is not null)
        {
            if (TurnScope.FindTurn(state, request.Turn, out _) is { } closed)
            {
                return closed;
            }
        }

        var scope = default(ItemScope);
        if (request.Item is not null && TurnScope.Find(state, request, out scope) is { } refusal)
        {
            return refusal;
        }

        if (state.FindApproval(request.Approval) is not null)
        {
            return Verdict.NoOp;
        }

        var touch = EventRules.TouchOf(request);
        if (scope.Item is { IsTool: true } tool)
        {
            if (ItemStatus.IsTerminal(scope.Status))
            {
                return Verdict.Terminal;
            }

            scope.Enter();
            tool.Status = ItemStatus.AwaitingApproval;
            tool.Touched.Status = touch;
        }

        state.Add(
            new Approval(request.Approval, request.Item, request.Prompt)
            {
                Options = request.Options,
                ExpiresAt = request.ExpiresAt,
                Requested = touch,
                Decided = touch,
            }
        );
        return Verdict.Applied;
    }

    internal static Verdict Decide(ConversationState state, ApprovalDecision decision)
    {
        if (state.FindApproval(decision.Approval) is not { } approval)
        {
            return Verdict.Rejected("unknown-approval");
        }

        if (!Decisions.IsKnown(decision.Decision))
        {
            return Verdict.Ignored("unknown-decision"); // rule 12
        }

        if (approval.Decision is not null)
        {
            return approval.Decision == decision.Decision ? Verdict.NoOp : Verdict.Stale("decided"); // rule 13
        }

        var touch = EventRules.TouchOf(decision);
        approval.Decision = decision.Decision;
        approval.EditedArgs = decision.EditedArgs;
        approval.Decided = touch;
        if (state.FindItem(approval.Item) is { } item)
        {
            Release(item, Decisions.Allows(decision.Decision), touch);
        }

        return Verdict.Applied;
    }

    private static void Release(Item item, bool allowed, Touch touch)
    {
        var waitedBefore = item.BeforeSynthesis is { Status: ItemStatus.AwaitingApproval };
        if (waitedBefore)
        {
            (item.Closed, item.Status) = item.BeforeSynthesis!.Value;
            item.BeforeSynthesis = null;
        }

        if (item.Status == ItemStatus.AwaitingApproval)
        {
            item.Status = allowed ? ItemStatus.Running : ItemStatus.Denied;
            item.Touched.Status = touch;
        }
    }
}
