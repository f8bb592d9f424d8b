using System.Text.Json;
using StreamBench.Dialects.Telling;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Ajo;

/// <summary>The words of the wire, and the frames that need no memory, in both directions.</summary>
internal static class AjoFrame
{
    internal const string Error = "error";
    internal const string Token = "token";
    internal const string MessageStart = "message_start";
    internal const string MessageEnd = "message_end";
    internal const string ToolCallType = "tool_call";
    internal const string ToolResultType = "tool_result";
    internal const string PendingApproval = "pending_approval";
    internal const string ResumeDecisions = "resume_decisions";

    internal static string TypeOf(StreamEvent happening) =>
        happening switch
        {
            TurnOpen => MessageStart,
            TurnClose => MessageEnd,
            ItemOpen { Kind: ItemKind.Tool } or ToolCall or ItemStatusChange => ToolCallType,
            ToolResult => ToolResultType,
            ApprovalRequest => PendingApproval,
            ApprovalDecision => ResumeDecisions,
            _ => Token,
        };

    /// <summary>Writes the members that only one type of frame has.</summary>
    internal static void Write(Utf8JsonWriter json, StreamEvent happening)
    {
        switch (happening)
        {
            case TurnOpen open:
                json.Optional("resumes", open.Resumes);
                break;
            case TurnClose close:
                json.WriteString("status"u8, close.Status);
                WireJson.WriteError(json, close.Error);
                break;
            case ToolResult result:
                json.Optional("call", result.Item);
                json.Optional("result", result.Result);
                json.IfTrue("is_error", result.IsError);
                break;
            case ApprovalRequest request:
                json.Optional("approval", request.Approval);
                json.Optional("call", request.Item);
                json.Optional("prompt", request.Prompt);
                json.Optional("options", request.Options);
                json.Optional("expires_at", request.ExpiresAt);
                break;
            case ApprovalDecision decision:
                json.WriteStartArray("decisions"u8);
                json.WriteStartObject();
                json.Optional("approval", decision.Approval);
                json.Optional("decision", decision.Decision);
                json.Optional("by", decision.By);
                json.Optional("edited_args", decision.EditedArgs);
                json.WriteEndObject();
                json.WriteEndArray();
                break;
        }
    }

    /// <summary>The events that a frame without text means; none for a type that is not known.</summary>
    /// <exception cref="FormatException">A member is missing or of another type.</exception>
    internal static StreamEvent[] Read(JsonElement frame)
    {
        var message = frame.Text("message");
        return frame.Text("type") switch
        {
            MessageStart => [new TurnOpen { Turn = WireJson.Need(frame, "message"), Resumes = frame.Text("resumes") }],
            MessageEnd =>
            [
                new TurnClose
                {
                    Turn = WireJson.Need(frame, "message"),
                    Status = WireJson.Need(frame, "status"),
                    Error = WireJson.Error(frame),
                },
            ],
            ToolCallType => ReadCall(frame.Member("call"), message),
            ToolResultType => [ReadResult(frame, message)],
            PendingApproval =>
            [
                new ApprovalRequest
                {
                    Turn = message,
                    Item = frame.Text("call"),
                    Approval = WireJson.Need(frame, "approval"),
                    Prompt = WireJson.Need(frame, "prompt"),
                    Options = frame.Member("options"),
                    ExpiresAt = frame.Number("expires_at"),
                },
            ],
            ResumeDecisions => [.. frame.Items("decisions").Take(AjoDecoder.MostDecisions).Select(ReadDecision)],
            null => throw new FormatException("\"type\" must be a string"),
            _ => [],
        };
    }

    // A call may come for the first time or once more: opening an item twice changes nothing.
    private static StreamEvent[] ReadCall(JsonElement call, string? message)
    {
        var id = WireJson.Need(call, "id");
        var status = WireJson.Need(call, "status");
        var open = new ItemOpen
        {
            Turn = message,
            Item = id,
            Kind = ItemKind.Tool,
            Name = call.Text("name"),
        };
        var args = call.Member("args");
        if (args.IsPresent && status is ItemStatus.Running)
        {
            return
            [
                open,
                new ToolCall
                {
                    Turn = message,
                    Item = id,
                    Args = args,
                },
            ];
        }

        return status == ItemStatus.Pending
            ? [open]
            :
            [
                open,
                new ItemStatusChange
                {
                    Turn = message,
                    Item = id,
                    Status = status,
                },
            ];
    }

    private static ToolResult ReadResult(JsonElement frame, string? message) =>
        new()
        {
            Turn = message,
            Item = WireJson.Need(frame, "call"),
            Result = frame.Member("result") is { IsPresent: true } result
                ? result
                : throw new FormatException("tool_result needs \"result\""),
            IsError = frame.Member("is_error").ValueKind == JsonValueKind.True,
        };

    private static ApprovalDecision ReadDecision(JsonElement decision) =>
        new()
        {
            Approval = WireJson.Need(decision, "approval"),
            Decision = WireJson.Need(decision, "decision"),
            By = decision.Text("by"),
            EditedArgs = decision.Member("edited_args"),
        };
}
