using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.LongPoll;
using StreamBench.FakeAgent.Endpoints.Ndjson;
using StreamBench.FakeAgent.Endpoints.Sse;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary><c>GET /v1/conversations/{c}/events</c>: one address, three transports by <c>Accept</c>.</summary>
internal sealed class EventsEndpoint(Agent agent)
{
    internal const string SseType = "text/event-stream";
    internal const string NdjsonType = "application/x-ndjson";

    internal async Task HandleAsync(HttpContext http)
    {
        var note = RequestNote.Of(http);
        note.IsStream = true;
        note.Transport = Transport(http.Request.Headers.Accept.ToString());
        note.Conversation = (string)http.Request.RouteValues["c"]!;
        note.Cursor = LastEventId(http, note.Transport) ?? Opening.QueryCursor(http);

        var (conversation, error) = Opening.Find(agent, note.Conversation);
        if (await Gate.StopsAsync(http, agent, conversation, isStream: true))
        {
            return;
        }

        if (conversation is null)
        {
            await error!.WriteAsync(http);
            return;
        }

        await Delays.WaitAsync(agent, conversation.Behaviour.HeadersDelayMs, http.RequestAborted);
        var plan = Opening.Plan(conversation, note.Cursor);
        if (plan.Answer == ResumeAnswer.Expired)
        {
            await ApiError.CursorExpired.WriteAsync(http);
        }
        else if (plan.Answer == ResumeAnswer.Done && note.Transport == "sse")
        {
            // WHATWG HTML §9.2.2: 204 tells an EventSource to stop reconnecting.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await StreamAsync(http, conversation, plan, note.Transport);
        }
    }

    private async Task StreamAsync(HttpContext http, Conversation conversation, ResumePlan plan, string transport)
    {
        using var subscription = Opening.Subscribe(agent, conversation, plan, http);
        if (subscription is null)
        {
            await ApiError.TooManySubscribers(conversation.Options.MaxSubscribers).WriteAsync(http);
            return;
        }

        var behaviour = conversation.Behaviour;
        var body = http.Response.BodyWriter;
        await (
            transport switch
            {
                "lp" => new LongPollAnswer(agent, subscription, behaviour).WriteAsync(http),
                "ndjson" => StreamResponse.RunAsync(
                    http,
                    agent,
                    subscription,
                    behaviour,
                    NdjsonType,
                    new NdjsonWriter(body)
                ),
                _ => StreamResponse.RunAsync(
                    http,
                    agent,
                    subscription,
                    behaviour,
                    SseType,
                    new SseWriter(body, behaviour.Heartbeats)
                ),
            }
        );
    }

    // Without Accept, or with */* as curl sends it, the address answers as an event stream.
    private static string Transport(string accept) =>
        accept.Contains(SseType, StringComparison.OrdinalIgnoreCase) ? "sse"
        : accept.Contains(NdjsonType, StringComparison.OrdinalIgnoreCase) ? "ndjson"
        : accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) ? "lp"
        : "sse";

    private static string? LastEventId(HttpContext http, string transport) =>
        transport == "sse" && http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } id ? id : null;
}
