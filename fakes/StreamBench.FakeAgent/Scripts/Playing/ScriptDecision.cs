using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>The event that answers an approval.</summary>
internal static class ScriptDecision
{
    internal static ApprovalDecision On(
        ScriptWait wait,
        string decision,
        JsonElement editedArgs = default,
        string? by = null
    ) =>
        new()
        {
            Turn = wait.Turn,
            Item = wait.Item,
            Approval = wait.Approval!,
            Decision = decision,
            EditedArgs = editedArgs,
            By = by,
        };
}
