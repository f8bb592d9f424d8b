using System.Text.Json;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary>The types of message that a client may send.</summary>
internal static class ClientMessage
{
    internal const string Resume = "resume";
    internal const string UserMessage = "user.message";
    internal const string Decide = "approval.decide";
    internal const string Cancel = "turn.cancel";
    internal const string ToolResult = "tool.result";
    internal const string Ack = "ack";

    internal static readonly string All = string.Join(", ", Resume, UserMessage, Decide, Cancel, ToolResult, Ack);

    /// <summary>The member of that name, or undefined.</summary>
    internal static JsonElement Member(JsonElement message, string name) =>
        message.TryGetProperty(name, out var value) ? value : default;
}
