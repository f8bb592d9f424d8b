using System.Text.Json;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary>For tests from outside: disturb a conversation, and see what clients asked for.</summary>
internal sealed class ControlEndpoints(Agent agent)
{
    /// <summary><c>GET …/misbehaviour</c>.</summary>
    internal Task ShowBehaviourAsync(HttpContext http) =>
        WithConversationAsync(http, conversation => ShowAsync(http, conversation.Behaviour));

    /// <summary><c>PUT …/misbehaviour</c>: members that are left out behave correctly.</summary>
    internal Task SetBehaviourAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            async conversation =>
            {
                var (bytes, error) = await RequestBody.ReadBytesAsync(http);
                var behaviour = AgentBehaviour.Correct;
                if (error is null && !BehaviourJson.TryParse(bytes.Span, out behaviour, out var problem))
                {
                    error = new ApiError(400, "bad_misbehaviour", problem);
                }

                if (error is not null)
                {
                    await error.WriteAsync(http);
                    return;
                }

                conversation.Behaviour = behaviour;
                await ShowAsync(http, behaviour);
            }
        );

    /// <summary><c>POST …/restart</c>: a new epoch with low seqs; <c>?dropPending=true</c> forgets the approvals that are pending.</summary>
    internal Task RestartAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            conversation =>
            {
                var text = http.Request.Query["dropPending"].ToString();
                if (text is not ("" or "true" or "false"))
                {
                    return new ApiError(400, "bad_drop_pending", "\"dropPending\" is true or false.").WriteAsync(http);
                }

                conversation.Restart(dropPending: text == "true");
                return AcknowledgeAsync(http, conversation);
            }
        );

    /// <summary><c>POST …/hold?after=n</c>: the play stops once event n is said; <c>after=0</c> before the first.</summary>
    internal Task HoldAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            conversation =>
            {
                if (!(long.TryParse(http.Request.Query["after"], out var seq) && seq >= 0))
                {
                    return new ApiError(400, "bad_after", "\"after\" is the seq of an event, at least 0.").WriteAsync(
                        http
                    );
                }

                conversation.HoldAfter(seq);
                return AcknowledgeAsync(http, conversation);
            }
        );

    /// <summary><c>POST …/release</c>: the play goes on.</summary>
    internal Task ReleaseAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            conversation =>
            {
                conversation.Release();
                return AcknowledgeAsync(http, conversation);
            }
        );

    /// <summary><c>POST …/bye?reason=</c>: ends every open stream; the default reason is <c>drain</c>.</summary>
    internal Task SendAwayAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            conversation =>
            {
                var reason = http.Request.Query["reason"].ToString() is { Length: > 0 } given ? given : ByeReason.Drain;
                if (reason is not (ByeReason.Drain or ByeReason.Limit or ByeReason.SlowConsumer or ByeReason.Done))
                {
                    return new ApiError(
                        400,
                        "bad_reason",
                        "\"reason\" is drain, limit, slow_consumer or done."
                    ).WriteAsync(http);
                }

                conversation.SendAway(reason);
                return AcknowledgeAsync(http, conversation);
            }
        );

    /// <summary><c>POST …/evict?keep=n</c>: all but the last n events leave the replay window.</summary>
    internal Task EvictAsync(HttpContext http) =>
        WithConversationAsync(
            http,
            conversation =>
            {
                var text = http.Request.Query["keep"].ToString();
                if (text.Length > 0 && !(int.TryParse(text, out var n) && n >= 0))
                {
                    return new ApiError(400, "bad_keep", "\"keep\" is a number of events, at least 0.").WriteAsync(
                        http
                    );
                }

                conversation.Evict(text.Length > 0 ? int.Parse(text) : 0);
                return AcknowledgeAsync(http, conversation);
            }
        );

    /// <summary><c>DELETE …/{c}</c>.</summary>
    internal Task DeleteAsync(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["c"]!;
        if (!agent.Conversations.Remove(id))
        {
            return ApiError.UnknownConversation(id).WriteAsync(http);
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary><c>GET …/requests</c>: what clients asked of this conversation, oldest first.</summary>
    internal async Task ShowRequestsAsync(HttpContext http)
    {
        var records = agent.Requests.Of((string)http.Request.RouteValues["c"]!);
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, records, BodyJson.Options);
    }

    private static async Task ShowAsync(HttpContext http, AgentBehaviour behaviour)
    {
        http.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(http.Response.Body, behaviour, BodyJson.Options);
    }

    private static Task AcknowledgeAsync(HttpContext http, Conversation conversation)
    {
        var window = conversation.Journal.Window;
        return Answer.WriteAsync(
            http,
            StatusCodes.Status200OK,
            json =>
            {
                json.WriteNumber("epoch"u8, window.Epoch);
                json.WriteNumber("firstSeq"u8, window.FirstSeq);
                json.WriteNumber("lastSeq"u8, window.LastSeq);
            }
        );
    }

    private Task WithConversationAsync(HttpContext http, Func<Conversation, Task> handle)
    {
        var id = (string)http.Request.RouteValues["c"]!;
        RequestNote.Of(http).Conversation = id;
        return agent.Conversations.Find(id) is { } conversation
            ? handle(conversation)
            : ApiError.UnknownConversation(id).WriteAsync(http);
    }
}
