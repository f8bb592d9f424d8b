using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.Cli.Watching;

/// <summary>The few words that matter of a payload.</summary>
internal static class EventText
{
    internal static string Of(Payload payload) =>
        payload switch
        {
            TurnOpen open => open.Turn ?? "",
            TurnClose close => $"{close.Turn} {close.Status} {close.Error?.Message}",
            ItemOpen open => $"{open.Kind} {open.Name ?? open.Label}",
            TextAppend append => append.Text,
            ItemReplace replace => replace.Text ?? Json(replace.Value),
            ElementPatch patch => Json(patch.Patch),
            ItemStatusChange status => $"{status.Status} {status.Label}",
            ToolArgs args => args.Text,
            ToolCall call => Json(call.Args),
            ToolOutput printed => printed.Text,
            ToolResult result => (result.IsError ? "error " : "") + Json(result.Result),
            ApprovalRequest request => $"{request.Approval}: {request.Prompt}",
            ApprovalDecision decision => $"{decision.Approval}: {decision.Decision}",
            Handoff handoff => $"{handoff.From} -> {handoff.To}",
            AgentFinish finish => $"{finish.Agent} {finish.Status}",
            StreamEvent { Type: EventTypes.AgentSpawn } spawn => spawn.Agent ?? "",
            Snapshot snapshot => snapshot.Digest,
            Checkpoint checkpoint => checkpoint.Digest,
            StreamError error => $"{error.Code}: {error.Message}",
            JournalLine line => Json(line.Entry),
            Hello hello => $"{hello.Conversation} epoch {hello.Epoch}, {hello.Resume}, last seq {hello.LastSeq}",
            Notice notice => $"{notice.Code} {notice.Message}",
            Bye bye => bye.Reason,
            _ => "",
        };

    private static string Json(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText();
}
