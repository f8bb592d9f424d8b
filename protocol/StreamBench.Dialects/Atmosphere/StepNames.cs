using StreamBench.Protocol.Events;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>Between the status of an item and the <c>stepName</c> of an <c>agent-step</c>. A status that has none of its own stands in <c>data.status</c>.</summary>
internal static class StepNames
{
    internal static string Of(string status) =>
        status switch
        {
            ItemStatus.Pending => "thinking",
            ItemStatus.Running => "executing",
            ItemStatus.AwaitingApproval => "waiting-for-input",
            ItemStatus.Success or ItemStatus.Done => "completed",
            _ => "failed",
        };

    internal static string ToStatus(string step) =>
        step switch
        {
            "thinking" => ItemStatus.Pending,
            "waiting-for-input" => ItemStatus.AwaitingApproval,
            "completed" or "eval" => ItemStatus.Done,
            "failed" => ItemStatus.Error,
            _ => ItemStatus.Running, // executing, retrying, circuit-open
        };
}
