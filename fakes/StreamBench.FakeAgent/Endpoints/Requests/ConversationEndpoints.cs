using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary>History, decisions, cancellations and tool results.</summary>
internal sealed class ConversationEndpoints(Agent agent)
{
    /// <summary><c>GET …/{c}</c>, by pages with <c>?before=&lt;turn&gt;</c> and <c>?limit=</c>.</summary>
    internal Task HistoryAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            conversation =>
            {
                var query = http.Request.Query;
                var limitText = query["limit"].ToString();
                if (limitText.Length > 0 && !(int.TryParse(limitText, out var n) && n > 0))
                {
                    return new ApiError(400, "bad_limit", "\"limit\" is a number of turns, at least 1.").WriteAsync(
                        http
                    );
                }

                var summary = conversation.History();
                var before = query["before"].ToString() is { Length: > 0 } turn ? turn : null;
                var asked = limitText.Length > 0 ? int.Parse(limitText) : (int?)null;
                var limit = HistoryPage.Limit(asked, conversation.Behaviour.HistoryTurns);
                if (!HistoryPage.TryCut(summary.State, before, limit, out var page))
                {
                    return new ApiError(404, "unknown_turn", "There is no such turn to page before.").WriteAsync(http);
                }

                return Answer.WriteAsync(
                    http,
                    StatusCodes.Status200OK,
                    json =>
                    {
                        json.WritePropertyName("state"u8);
                        page.State.WriteTo(json);
                        json.WriteString("cursor"u8, summary.Cursor);
                        json.WriteString("digest"u8, summary.Digest);
                        json.WriteNumber("epoch"u8, summary.Epoch);
                        json.WriteNumber("seq"u8, summary.Seq);
                        json.WriteString("before"u8, page.Before);
                    }
                );
            }
        );

    /// <summary><c>POST …/approvals/{id}</c>.</summary>
    internal Task DecideAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            async conversation =>
            {
                var note = RequestNote.Of(http);
                note.IdempotencyKey = http.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key
                    ? key
                    : null;
                var id = (string)http.Request.RouteValues["id"]!;
                var (body, error) = await RequestBody.ReadAsync(http);
                var decision = error is null ? RequestBody.Text(body, "decision", ref error) : null;
                if (await AnswerLoss.StrikesAsync(http, agent, conversation, LostAnswer.Approvals))
                {
                    return;
                }

                error ??= Commands.Decide(conversation, id, decision, Member(body, "editedArgs"), note.IdempotencyKey);
                await (
                    error?.WriteAsync(http)
                    ?? Answer.WriteAsync(
                        http,
                        StatusCodes.Status200OK,
                        json =>
                        {
                            json.WriteString("approval"u8, id);
                            json.WriteString("decision"u8, decision);
                        }
                    )
                );
            }
        );

    /// <summary><c>POST …/turns/{t}/cancel</c>.</summary>
    internal Task CancelAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            async conversation =>
            {
                if (await AnswerLoss.StrikesAsync(http, agent, conversation, LostAnswer.Cancel))
                {
                    return;
                }

                var turn = (string)http.Request.RouteValues["t"]!;
                await (
                    Commands.Cancel(conversation, turn)?.WriteAsync(http)
                    ?? Answer.WriteAsync(http, StatusCodes.Status202Accepted, json => json.WriteString("turn"u8, turn))
                );
            }
        );

    /// <summary><c>POST …/items/{i}/result</c>: what a tool at the client's side has found.</summary>
    internal Task ToolResultAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            async conversation =>
            {
                var item = (string)http.Request.RouteValues["i"]!;
                RequestNote.Of(http).IdempotencyKey = http.Request.Headers["Idempotency-Key"];
                var (body, error) = await RequestBody.ReadAsync(http);
                if (await AnswerLoss.StrikesAsync(http, agent, conversation, LostAnswer.ToolResults))
                {
                    return;
                }

                error ??= Commands.SubmitToolResult(conversation, item, body);
                await (
                    error?.WriteAsync(http)
                    ?? Answer.WriteAsync(http, StatusCodes.Status200OK, json => json.WriteString("item"u8, item))
                );
            }
        );

    private async Task WithConversationAsync(HttpContext http, Func<Conversation, Task> handle)
    {
        var note = RequestNote.Of(http);
        note.Conversation = (string)http.Request.RouteValues["c"]!;
        var conversation = agent.Conversations.Find(note.Conversation);
        if (await Gate.StopsAsync(http, agent, conversation, isStream: false))
        {
            return;
        }

        await (
            conversation is null
                ? ApiError.UnknownConversation(note.Conversation).WriteAsync(http)
                : handle(conversation)
        );
    }

    private static JsonElement Member(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? value : default;
}
