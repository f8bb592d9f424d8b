using System.Text.Json;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary>What clients may ask of a conversation, whatever the transport: checked input in, a value or a stated error out.</summary>
internal sealed class Commands(Agent agent)
{
    /// <summary>A message of the user; makes the conversation where it does not exist yet.</summary>
    internal (Conversation? Conversation, SubmittedTurn? Turn, ApiError? Error) Send(
        string conversation,
        string? text,
        string? clientMessageId,
        string? script
    )
    {
        if (!ConversationRegistry.IsId(conversation))
        {
            return (null, null, ApiError.BadId(conversation));
        }

        if (clientMessageId is { Length: 0 or > 256 })
        {
            return (null, null, new ApiError(400, "bad_member", "\"clientMessageId\" has 1 to 256 characters."));
        }

        if ((script is null ? agent.ScriptOf(conversation) : agent.Options.FindScript(script)) is not { } chosen)
        {
            return (null, null, ApiError.UnknownScript(script!));
        }

        if (agent.Conversations.FindOrCreate(conversation, () => chosen) is not { } found)
        {
            return (null, null, ApiError.TooManyConversations(agent.Options.MaxConversations));
        }

        return script is not null && found.Script.Name != chosen.Name
            ? (
                null,
                null,
                new ApiError(409, "other_script", $"The conversation plays \"{found.Script.Name}\" already.")
            )
            : (found, found.Submit(text, clientMessageId), null);
    }

    /// <summary>An answer to an approval; null when it holds.</summary>
    internal static ApiError? Decide(
        Conversation conversation,
        string approval,
        string? decision,
        JsonElement editedArgs,
        string? idempotencyKey
    )
    {
        if (decision is null || !Decisions.IsKnown(decision) || decision == Decisions.Expired)
        {
            return new ApiError(400, "bad_decision", "\"decision\" is one of approved, rejected, edited, cancelled.");
        }

        if (idempotencyKey is { Length: > 256 })
        {
            return new ApiError(400, "bad_key", "An Idempotency-Key has at most 256 characters.");
        }

        var answer = conversation.Decide(approval, decision, editedArgs, by: "user", idempotencyKey);
        return answer.KeyReused
            ? new ApiError(409, "key_reused", "This Idempotency-Key came with another decision before. Make a new key.")
            : answer.Answer switch
            {
                ScriptAnswer.Accepted or ScriptAnswer.Repeated => null,
                ScriptAnswer.Conflict => new ApiError(
                    409,
                    "already_decided",
                    $"Approval {Short(approval)} was decided otherwise, or does not offer \"{decision}\"."
                ),
                ScriptAnswer.Gone => new ApiError(410, "approval_expired", $"Approval {Short(approval)} is over."),
                _ => new ApiError(404, "unknown_approval", $"There is no approval {Short(approval)}."),
            };
    }

    /// <summary>A cancellation; null when it holds.</summary>
    internal static ApiError? Cancel(Conversation conversation, string turn) =>
        conversation.Cancel(turn) switch
        {
            ScriptAnswer.Accepted or ScriptAnswer.Repeated => null,
            ScriptAnswer.Unknown => new ApiError(404, "unknown_turn", $"There is no turn {Short(turn)}."),
            _ => new ApiError(409, "turn_finished", $"Turn {Short(turn)} has ended already."),
        };

    /// <summary>The result of a tool at the client's side; null when it holds.</summary>
    internal static ApiError? SubmitToolResult(Conversation conversation, string item, JsonElement body)
    {
        if (!body.TryGetProperty("result", out var result))
        {
            return new ApiError(400, "bad_member", "\"result\" is missing: any JSON value.");
        }

        var isError = body.TryGetProperty("isError", out var flag) && flag.ValueKind == JsonValueKind.True;
        return conversation.SubmitToolResult(item, result, isError) switch
        {
            ScriptAnswer.Accepted or ScriptAnswer.Repeated => null,
            ScriptAnswer.Conflict => new ApiError(
                409,
                "other_result",
                $"Call {Short(item)} has another result already."
            ),
            ScriptAnswer.Gone => new ApiError(410, "call_over", $"Call {Short(item)} is over."),
            _ => new ApiError(404, "unknown_call", $"No call {Short(item)} waits for a result."),
        };
    }

    private static string Short(string id) => id.Length > 64 ? $"\"{id[..64]}…\"" : $"\"{id}\"";
}
