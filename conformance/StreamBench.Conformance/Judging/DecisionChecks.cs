using System.Text.Json.Nodes;
using StreamBench.Conformance.Results;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of what became of approvals.</summary>
internal static class DecisionChecks
{
    internal static Check Decided { get; } =
        new(
            "decided",
            Axis.Recovery,
            "the server has been told this of each approval, once: { ap1: approved }, or one of several: { ap1: [approved, rejected] }",
            context =>
            {
                foreach (var (approval, wanted) in (JsonObject)context.Value!)
                {
                    var allowed = wanted is JsonArray many
                        ? many.Select(one => (string)one!).ToList()
                        : [(string)wanted!];
                    var seen = context
                        .Evidence.Journal.OfType<ApprovalDecision>()
                        .Where(decision => decision.Approval == approval)
                        .Select(decision => decision.Decision)
                        .ToList();
                    if (seen is not [var only] || !allowed.Contains(only, StringComparer.Ordinal))
                    {
                        return Finding.Missed(
                            $"approval {approval} was decided {(seen.Count == 0 ? "by nobody" : string.Join(", ", seen))}, not {string.Join(" or ", allowed)}"
                        );
                    }
                }

                return Finding.Held;
            }
        )
        {
            Role = CheckRole.Result,
        };
}
