using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.Ndjson;
using StreamBench.FakeAgent.Endpoints.Sse;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.FakeAgent.Endpoints.Requests;

/// <summary><c>POST …/turns</c>: 202 with turn and cursor, or, where events are accepted, the turn itself as a stream.</summary>
internal sealed class TurnsEndpoint(Agent agent, Commands commands)
{
    internal async Task HandleAsync(HttpContext http)
    {
        var note = RequestNote.Of(http);
        note.Conversation = (string)http.Request.RouteValues["c"]!;
        var format = StreamFormat(http.Request.Headers.Accept.ToString());
        var streams = note.IsStream = format is not null;
        var existing = agent.Conversations.Find(note.Conversation);
        if (await Gate.StopsAsync(http, agent, existing, streams))
        {
            return;
        }

        var (body, error) = await RequestBody.ReadAsync(http);
        if (error is null)
        {
            var text = RequestBody.Text(body, "text", ref error);
            note.ClientMessageId = RequestBody.Text(body, "clientMessageId", ref error);
            var script = RequestBody.Text(body, "script", ref error);
            error ??= text is null ? new ApiError(400, "bad_member", "\"text\" is missing: what the user says.") : null;
            if (await AnswerLoss.StrikesAsync(http, agent, existing, LostAnswer.Turns))
            {
                return;
            }

            if (error is null)
            {
                (var conversation, var turn, error) = commands.Send(
                    note.Conversation,
                    text,
                    note.ClientMessageId,
                    script
                );
                if (error is null)
                {
                    await (
                        format is null
                            ? AcceptAsync(http, turn!)
                            : StreamAsync(http, conversation!, turn!, isLines: format == EventsEndpoint.NdjsonType)
                    );
                    return;
                }
            }
        }

        await error.WriteAsync(http);
    }

    private static Task AcceptAsync(HttpContext http, SubmittedTurn turn) =>
        Answer.WriteAsync(
            http,
            StatusCodes.Status202Accepted,
            json =>
            {
                json.WriteString("turn"u8, turn.Turn);
                json.WriteString("cursor"u8, turn.Cursor);
            }
        );

    private static string? StreamFormat(string accept) =>
        accept.Contains(EventsEndpoint.SseType, StringComparison.OrdinalIgnoreCase) ? EventsEndpoint.SseType
        : accept.Contains(EventsEndpoint.NdjsonType, StringComparison.OrdinalIgnoreCase) ? EventsEndpoint.NdjsonType
        : null;

    private async Task StreamAsync(HttpContext http, Conversation conversation, SubmittedTurn turn, bool isLines)
    {
        RequestNote.Of(http).Transport = isLines ? "ndjson" : "sse";
        var plan = Opening.Plan(conversation, turn.Cursor);
        using var subscription = Opening.Subscribe(agent, conversation, plan, http, onlyTurn: turn.Turn);
        if (subscription is null)
        {
            await ApiError.TooManySubscribers(conversation.Options.MaxSubscribers).WriteAsync(http);
            return;
        }

        var behaviour = conversation.Behaviour;
        var body = http.Response.BodyWriter;
        IFrameWriter writer = isLines ? new NdjsonWriter(body) : new SseWriter(body, behaviour.Heartbeats);
        var type = isLines ? EventsEndpoint.NdjsonType : EventsEndpoint.SseType;
        await StreamResponse.RunAsync(http, agent, subscription, behaviour, type, writer);
    }
}
