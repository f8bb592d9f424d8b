using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Equality;

internal static class StateJsonWriter
{
    internal static void Write(Utf8JsonWriter json, ConversationState state)
    {
        json.WriteStartObject();
        json.WriteStartArray("turns"u8);
        foreach (var turn in state.Turns)
        {
            WriteTurn(json, turn);
        }

        json.WriteEndArray();
        json.WriteStartObject("items"u8);
        foreach (var item in state.Order)
        {
            json.WritePropertyName(item.Id);
            WriteItem(json, item);
        }

        json.WriteEndObject();
        json.WriteStartArray("order"u8);
        foreach (var item in state.Order)
        {
            json.WriteStringValue(item.Id);
        }

        json.WriteEndArray();
        json.WriteStartObject("approvals"u8);
        foreach (var approval in state.Approvals)
        {
            json.WritePropertyName(approval.Id);
            WriteApproval(json, approval);
        }

        json.WriteEndObject();
        WriteAgents(json, state);
        WriteJournal(json, state);
        json.WriteEndObject();
    }

    private static void WriteTurn(Utf8JsonWriter json, Turn turn)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, turn.Id);
        json.WriteString("status"u8, turn.Status);
        json.WriteString("agent"u8, turn.Agent);
        json.Optional("finishReason", turn.FinishReason);
        if (turn.Error is { } error)
        {
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, error.Code);
            json.Optional("message", error.Message);
            json.WriteBoolean("retryable"u8, error.Retryable);
            json.WriteEndObject();
        }

        json.IfTrue("synth", turn.Synthesised);
        json.IfTrue("superseded", turn.Superseded);
        json.Optional("resumes", turn.Resumes);
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, Item item)
    {
        json.WriteStartObject();
        json.WriteString("turn"u8, item.Turn);
        json.WriteString("kind"u8, item.Kind);
        json.WriteString("role"u8, item.Role);
        json.WriteString("agent"u8, item.Agent);
        json.WriteBoolean("closed"u8, item.Closed);
        if (item.IsText)
        {
            WireText.Write(json, "text", item.Text);
        }
        else if (item.IsTool)
        {
            WriteTool(json, item);
        }
        else if (item.Kind == ItemKind.Status)
        {
            json.WriteString("status"u8, item.Status);
            json.WriteString("label"u8, item.Label);
        }
        else if (item.Kind == ItemKind.Handoff)
        {
            json.WriteString("from"u8, item.From);
            json.WriteString("to"u8, item.To);
            json.Optional("reason", item.Reason);
        }
        else
        {
            json.Optional("elementType", item.ElementType);
            json.Optional("value", item.Value);
        }

        json.Optional("clientMessageId", item.ClientMessageId);
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, Item tool)
    {
        json.WriteString("name"u8, tool.Name);
        json.WriteString("status"u8, tool.Status);
        if (tool.Args.IsPresent)
        {
            json.Optional("args", tool.Args);
        }
        else
        {
            WireText.Write(json, "argsText", tool.ArgsText);
            json.IfTrue("argsComplete", tool.ArgsComplete);
        }

        json.Optional("output", tool.Output);
        json.Optional("result", tool.Result);
    }

    private static void WriteApproval(Utf8JsonWriter json, Approval approval)
    {
        json.WriteStartObject();
        json.WriteString("item"u8, approval.Item);
        WireText.Write(json, "prompt", approval.Prompt);
        json.WriteString("decision"u8, approval.Decision);
        json.Optional("editedArgs", approval.EditedArgs);
        json.Optional("options", approval.Options);
        json.Optional("expiresAt", approval.ExpiresAt);
        json.WriteEndObject();
    }

    private static void WriteAgents(Utf8JsonWriter json, ConversationState state)
    {
        if (state.Agents.Count == 0)
        {
            return;
        }

        json.WriteStartArray("agents"u8);
        foreach (var agent in state.Agents)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, agent.Name);
            json.WriteString("parent"u8, agent.Parent);
            json.WriteString("status"u8, agent.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteJournal(Utf8JsonWriter json, ConversationState state)
    {
        if (state.JournalLength == 0)
        {
            return;
        }

        json.WriteStartArray("journal"u8);
        foreach (var entry in state.Journal)
        {
            entry.WriteTo(json);
        }

        json.WriteEndArray();
    }
}
