using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>Puts a prefix before every id of a turn, item or approval in an event. Names of agents stay.</summary>
internal readonly struct IdPrefix(string prefix)
{
    internal StreamEvent On(StreamEvent happening)
    {
        if (prefix.Length == 0)
        {
            return happening;
        }

        var renamed = happening with { Turn = On(happening.Turn), Item = On(happening.Item) };
        return renamed switch
        {
            TurnOpen open => open with { Replaces = On(open.Replaces), Resumes = On(open.Resumes) },
            ItemOpen open => open with { After = On(open.After) },
            ApprovalRequest request => request with { Approval = On(request.Approval)! },
            ApprovalDecision decision => decision with { Approval = On(decision.Approval)! },
            _ => renamed,
        };
    }

    internal string? On(string? id) => id is null ? null : prefix + id;
}
