using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Atmosphere;

/// <summary>
/// Writes the frames of one event. Text, metadata and the end of a turn go out in the legacy shape, as Atmosphere's streaming session
/// writes them; everything else as an AiEvent. Members stand in Atmosphere's order, and what a record has not is null.
/// </summary>
/// <remarks>Source: Atmosphere's <c>DefaultStreamingSession</c> and <c>AiEvent</c> records (5.x).</remarks>
internal ref struct FrameWriter(FrameBuffer output, WirePlace place)
{
    private readonly CarriedOver? carried = place.Carried;
    private long number = place.Number;
    private Utf8JsonWriter json = null!;

    internal void Write(StreamEvent happening)
    {
        switch (happening)
        {
            case TurnOpen:
                WriteMetadata(AiEventNames.RunId, carried!.Text!);
                break;
            case TurnClose close:
                WriteRest();
                WriteTerminal(close);
                break;
            case ItemOpen { Kind: ItemKind.Element }:
                BeginEvent(AiEventNames.EntityStart);
                json.WriteString("typeName"u8, carried?.Text);
                json.WriteString("jsonSchema"u8, "{}"u8);
                End();
                WriteEntity();
                break;
            case ItemReplace or ElementPatch when carried is { Value.IsPresent: true }:
                WriteEntity();
                break;
            case ItemOpen { Kind: ItemKind.Data } data:
                WriteMetadata(data.Item!, data.Value);
                break;
            case ItemReplace { Value.IsPresent: true } data:
                WriteMetadata(data.Item!, data.Value);
                break;
            case ItemOpen { Kind: ItemKind.Status } when carried?.Agent is not null:
                WriteStep(ItemStatus.Pending);
                break;
            case ItemOpen { Kind: ItemKind.Status }:
                BeginEvent(AiEventNames.Progress);
                json.WriteString("message"u8, carried?.Text);
                json.WriteNull("percentage"u8);
                End();
                break;
            case ItemStatusChange change:
                WriteStep(change.Status);
                break;
            case ToolCall:
                BeginEvent(AiEventNames.ToolStart);
                json.WriteString("toolName"u8, place.Call?.Name);
                WriteValue("arguments", place.Call!.Args, "{}"u8);
                End();
                break;
            case ToolResult result:
                WriteResults(result);
                break;
            case ApprovalRequest request:
                WriteApproval(request);
                break;
            case Handoff handoff:
                BeginEvent(AiEventNames.Handoff);
                WriteText("fromAgent", handoff.From);
                WriteText("toAgent", handoff.To);
                WriteText("reason", handoff.Reason);
                End();
                break;
            default:
                WriteWords(happening as TextAppend);
                break;
        }
    }

    private void WriteWords(TextAppend? append)
    {
        if (carried is { IsWhole: true })
        {
            BeginEvent(AiEventNames.TextComplete);
            WriteText("fullText", carried.Text);
            End();
        }
        else if (carried is { IsReasoning: true })
        {
            WriteReasoning(carried.Reasoning ?? append?.Text);
        }
        else
        {
            WriteStreamingText(carried?.Text ?? append?.Text);
        }
    }

    private void WriteStreamingText(string? text)
    {
        BeginLegacy(AiEventNames.StreamingText);
        WriteText("data", text ?? "");
        EndLegacy();
    }

    private void WriteReasoning(string? text)
    {
        BeginEvent(AiEventNames.ReasoningDelta);
        WriteText("text", text ?? "");
        json.WriteBoolean("redacted"u8, value: false);
        End();
    }

    private void WriteRest()
    {
        if (carried?.Reasoning is { } reasoning)
        {
            WriteReasoning(reasoning);
        }

        if (carried?.Text is { } text)
        {
            WriteStreamingText(text);
        }
    }

    // Atmosphere knows two ends; which of the others it was stands in the summary or the message.
    private void WriteTerminal(TurnClose close)
    {
        var failed = close.Status is TurnStatus.Failed or TurnStatus.TimedOut;
        BeginLegacy(failed ? AiEventNames.Error : AiEventNames.Complete);
        if (close.Status == TurnStatus.Failed)
        {
            WriteText("data", close.Error?.Message ?? close.Error?.Code ?? "the turn failed");
        }
        else if (close.Status != TurnStatus.Completed)
        {
            json.WriteString("data"u8, close.Status);
        }

        EndLegacy();
    }

    // A step of a fleet says whose it is and what for.
    private void WriteStep(string status)
    {
        BeginEvent(AiEventNames.AgentStep);
        json.WriteString("stepName"u8, StepNames.Of(status));
        WriteText("description", carried?.Text);
        json.WriteStartObject("data"u8);
        WriteText("agent", carried?.Agent);
        if (carried?.Agent is not null)
        {
            WriteText("skill", carried.Text);
        }

        json.WriteString("status"u8, status);
        json.WriteEndObject();
        End();
    }

    private void WriteResults(ToolResult result)
    {
        if (carried is null)
        {
            WriteResult(result);
            return;
        }

        foreach (var waiting in carried.Results)
        {
            WriteResult(waiting.Item == result.Item ? result : waiting);
        }
    }

    private void WriteResult(ToolResult result)
    {
        BeginEvent(result.IsError ? AiEventNames.ToolError : AiEventNames.ToolResult);
        json.WriteString("toolName"u8, place.Call?.Name);
        if (!result.IsError)
        {
            WriteValue("result", result.Result, "null"u8);
        }
        else
        {
            WriteText("error", ErrorText.Of(result.Result));
        }

        End();
    }

    private void WriteApproval(ApprovalRequest request)
    {
        BeginEvent(AiEventNames.ApprovalRequired);
        json.WriteString("approvalId"u8, AtmosphereIds.Approval(request.Approval));
        json.WriteString("toolName"u8, place.Call?.Name);
        WriteValue("arguments", place.Call?.Args ?? default, "{}"u8);
        WriteText("message", request.Prompt);
        // Seconds from when it was asked; 0 where the server did not say.
        json.WriteNumber(
            "expiresIn"u8,
            request is { ExpiresAt: { } end, At: { } now } ? Math.Max((end - now) / 1000, 0) : 0
        );
        End();
    }

    private void WriteEntity()
    {
        BeginEvent(AiEventNames.EntityComplete);
        json.WriteString("typeName"u8, carried?.Text);
        WriteValue("entity", carried?.Value ?? default, "null"u8);
        End();
    }

    private void WriteMetadata(string key, JsonElement value)
    {
        BeginLegacy(AiEventNames.Metadata);
        WriteText("key", key);
        WriteValue("value", value, "null"u8);
        EndLegacy();
    }

    private void WriteMetadata(string key, string value)
    {
        BeginLegacy(AiEventNames.Metadata);
        WriteText("key", key);
        WriteText("value", value);
        EndLegacy();
    }

    private void BeginLegacy(string type)
    {
        json = output.BeginJson();
        json.WriteStartObject();
        json.WriteString("type"u8, type);
    }

    private void BeginEvent(string name)
    {
        json = output.BeginJson();
        json.WriteStartObject();
        json.WriteString("event"u8, name);
        json.WriteStartObject("data"u8);
    }

    private void End()
    {
        json.WriteEndObject();
        EndLegacy();
    }

    private void EndLegacy()
    {
        json.WriteString("sessionId"u8, place.Session);
        json.WriteNumber("seq"u8, number++);
        json.WriteEndObject();
        output.End();
    }

    private readonly void WriteText(string name, string? text)
    {
        if (text is null)
        {
            json.WriteNull(name);
        }
        else
        {
            WireText.Write(json, name, text);
        }
    }

    private readonly void WriteValue(string name, JsonElement value, ReadOnlySpan<byte> otherwise)
    {
        json.WritePropertyName(name);
        if (value.IsPresent)
        {
            value.WriteTo(json);
        }
        else
        {
            json.WriteRawValue(otherwise);
        }
    }
}
