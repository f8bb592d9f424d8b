using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>The members that only one type of event has.</summary>
internal static class EventBodyWriter
{
    internal static void Write(Utf8JsonWriter writer, StreamEvent happening)
    {
        switch (happening)
        {
            case TextAppend append:
                WriteFragment(writer, append.Text, append.Offset);
                break;
            case ToolArgs args:
                WriteFragment(writer, args.Text, args.Offset);
                break;
            case ToolOutput output:
                WriteFragment(writer, output.Text, output.Offset);
                break;
            case TurnOpen open:
                writer.Optional("replaces", open.Replaces);
                writer.Optional("resumes", open.Resumes);
                break;
            case TurnClose close:
                writer.WriteString("status"u8, close.Status);
                writer.Optional("finishReason", close.FinishReason);
                WriteError(writer, close.Error);
                writer.Optional("digest", close.Digest);
                break;
            case ItemOpen item:
                writer.WriteString("kind"u8, item.Kind);
                writer.Optional("role", item.Role);
                writer.Optional("after", item.After);
                writer.Optional("name", item.Name);
                writer.Optional("elementType", item.ElementType);
                writer.Optional("value", item.Value);
                writer.Optional("label", item.Label);
                writer.Optional("clientMessageId", item.ClientMessageId);
                break;
            case ItemReplace replace:
                writer.Optional("text", replace.Text);
                writer.Optional("value", replace.Value);
                break;
            case ElementPatch patch:
                writer.Optional("patch", patch.Patch);
                break;
            case ItemStatusChange change:
                writer.WriteString("status"u8, change.Status);
                writer.Optional("label", change.Label);
                break;
            case ItemClose close:
                writer.Optional("text", close.Text);
                break;
            case ToolCall call:
                writer.Optional("args", call.Args);
                break;
            case ToolResult result:
                writer.Optional("result", result.Result);
                writer.IfTrue("isError", result.IsError);
                break;
            case ApprovalRequest request:
                writer.WriteString("approval"u8, request.Approval);
                WireText.Write(writer, "prompt", request.Prompt);
                writer.Optional("options", request.Options);
                writer.Optional("expiresAt", request.ExpiresAt);
                break;
            case ApprovalDecision decision:
                writer.WriteString("approval"u8, decision.Approval);
                writer.WriteString("decision"u8, decision.Decision);
                writer.Optional("by", decision.By);
                writer.Optional("editedArgs", decision.EditedArgs);
                break;
            case AgentSpawn spawn:
                writer.Optional("parent", spawn.Parent);
                break;
            case AgentFinish finish:
                writer.WriteString("status"u8, finish.Status);
                break;
            case Handoff handoff:
                WireText.Write(writer, "from", handoff.From);
                WireText.Write(writer, "to", handoff.To);
                writer.Optional("reason", handoff.Reason);
                break;
            case JournalLine line:
                writer.WriteNumber("n"u8, line.N);
                writer.Optional("entry", line.Entry);
                break;
            case Snapshot snapshot:
                writer.Optional("state", snapshot.State);
                writer.WriteString("digest"u8, snapshot.Digest);
                break;
            case Checkpoint checkpoint:
                writer.WriteString("digest"u8, checkpoint.Digest);
                break;
            case StreamError error:
                writer.WriteString("scope"u8, error.Scope);
                writer.WriteString("code"u8, error.Code);
                WireText.Write(writer, "message", error.Message);
                writer.WriteBoolean("retryable"u8, error.Retryable);
                writer.Optional("retryAfterMs", error.RetryAfterMs);
                break;
        }
    }

    private static void WriteFragment(Utf8JsonWriter writer, string text, int? offset)
    {
        WireText.Write(writer, "text", text);
        writer.Optional("offset", offset);
    }

    private static void WriteError(Utf8JsonWriter writer, ErrorInfo? error)
    {
        if (error is null)
        {
            return;
        }

        writer.WriteStartObject("error"u8);
        writer.WriteString("code"u8, error.Code);
        writer.Optional("message", error.Message);
        writer.WriteBoolean("retryable"u8, error.Retryable);
        writer.WriteEndObject();
    }
}
