using System.Text.Json;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.Requests;

namespace StreamBench.FakeAgent.Endpoints.WebSocket;

/// <summary>Does what a client's message asks, and answers with one control frame.</summary>
internal sealed class ClientMessageHandler(Commands commands, Conversation conversation)
{
    /// <summary>The answer; null for a message that needs none. <c>resume</c> is the session's own.</summary>
    internal Outgoing? Handle(string type, JsonElement message)
    {
        ApiError? error = null;
        return type switch
        {
            ClientMessage.UserMessage => Send(message, ref error),
            ClientMessage.Decide => Decide(message, ref error),
            ClientMessage.Cancel => Cancel(message, ref error),
            ClientMessage.ToolResult => SubmitToolResult(message, ref error),
            ClientMessage.Ack => null,
            _ => Replies.Refused(
                type.Length > 64 ? type[..64] : type,
                new ApiError(400, "unknown_message", $"Unknown message. Known are: {ClientMessage.All}.")
            ),
        };
    }

    private Outgoing Send(JsonElement message, ref ApiError? error)
    {
        var text = RequestBody.Text(message, "text", ref error);
        var id = RequestBody.Text(message, "clientMessageId", ref error);
        var script = RequestBody.Text(message, "script", ref error);
        error ??= text is null ? new ApiError(400, "bad_member", "\"text\" is missing: what the user says.") : null;
        SubmittedTurn? turn = null;
        if (error is null)
        {
            (_, turn, error) = commands.Send(conversation.Id, text, id, script);
        }

        return error is null
            ? Replies.Accepted(
                ClientMessage.UserMessage,
                202,
                ("turn", turn!.Turn),
                ("turnCursor", turn.Cursor),
                ("clientMessageId", id)
            )
            : Replies.Refused(ClientMessage.UserMessage, error, ("clientMessageId", id));
    }

    private Outgoing Decide(JsonElement message, ref ApiError? error)
    {
        var approval = Required(message, "approval", ref error);
        var decision = RequestBody.Text(message, "decision", ref error);
        var key = RequestBody.Text(message, "idempotencyKey", ref error);
        error ??= Commands.Decide(conversation, approval, decision, ClientMessage.Member(message, "editedArgs"), key);
        return Reply(ClientMessage.Decide, 200, error, "approval", approval);
    }

    private Outgoing Cancel(JsonElement message, ref ApiError? error)
    {
        var turn = Required(message, "turn", ref error);
        error ??= Commands.Cancel(conversation, turn);
        return Reply(ClientMessage.Cancel, 202, error, "turn", turn);
    }

    private Outgoing SubmitToolResult(JsonElement message, ref ApiError? error)
    {
        var item = Required(message, "item", ref error);
        error ??= Commands.SubmitToolResult(conversation, item, message);
        return Reply(ClientMessage.ToolResult, 200, error, "item", item);
    }

    private static Outgoing Reply(string re, int status, ApiError? error, string name, string value) =>
        error is null ? Replies.Accepted(re, status, (name, value)) : Replies.Refused(re, error, (name, value));

    private static string Required(JsonElement message, string name, ref ApiError? error)
    {
        var text = RequestBody.Text(message, name, ref error);
        if (text is null)
        {
            error ??= new ApiError(400, "bad_member", $"\"{name}\" is missing.");
        }

        return text ?? "";
    }
}
