using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Endpoints.Requests;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>Why a request was turned down: <c>{"error":{"code","message"}}</c> with a status that says the same.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable machine word.</param>
/// <param name="Message">What is wrong and what to do, for people.</param>
internal sealed record ApiError(int Status, string Code, string Message)
{
    internal static ApiError UnknownConversation(string id) =>
        new(
            404,
            "unknown_conversation",
            $"There is no conversation \"{id}\". POST /v1/conversations/{id}/turns with a text makes it."
        );

    internal static ApiError BadId(string id) =>
        new(
            400,
            "bad_conversation_id",
            $"\"{(id.Length > 64 ? id[..64] + "…" : id)}\" is no conversation id. Use 1 to 128 letters, digits, '-', '_', '.' or '~'."
        );

    internal static ApiError TooManyConversations(int bound) =>
        new(503, "too_many_conversations", $"The server keeps at most {bound} conversations. Use one that exists.");

    internal static ApiError TooManySubscribers(int bound) =>
        new(503, "too_many_subscribers", $"The conversation has {bound} subscribers, its bound. Try again later.");

    internal static ApiError TooManyClients(int bound) =>
        new(
            503,
            "too_many_clients",
            $"The conversation remembers the place of {bound} clients, its bound. Use one of their tracking ids, or a stream that stays open."
        );

    /// <summary>What a dialect has against a request.</summary>
    internal static ApiError Of(StreamOpening opening) => new(opening.ProblemStatus, "bad_request", opening.Problem!);

    internal static ApiError Unauthorized { get; } =
        new(401, "unauthorized", "Send \"Authorization: Bearer <token>\" with the token that is asked for here.");

    internal static ApiError CursorExpired { get; } =
        new(
            410,
            "cursor_expired",
            "Nothing can be replayed after this cursor. Fetch history and resume from its cursor."
        );

    internal static ApiError UnknownScript(string name) =>
        new(
            400,
            "unknown_script",
            $"There is no script \"{(name.Length > 64 ? name[..64] + "…" : name)}\". Leave out \"script\" for the default one."
        );

    /// <summary>Sends it.</summary>
    internal Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        if (Status is 429 or 503 && http.Response.Headers.RetryAfter.Count == 0)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        return Answer.WriteAsync(http, Status, ToJson);
    }

    private void ToJson(Utf8JsonWriter json)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, Code);
        json.WriteString("message"u8, Message);
        json.WriteEndObject();
    }
}
