using System.Buffers;
using Microsoft.AspNetCore.Http;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>A dialect's stream as polls: the server remembers under the client's id how far it has told it.</summary>
internal sealed class DialectPollEndpoint(Agent agent, Dialect dialect, DialectEndpoint endpoint)
{
    internal async Task HandleAsync(HttpContext http)
    {
        var note = RequestNote.Of(http);
        (note.Transport, note.IsStream) = (endpoint.Transport, true);
        var opening = endpoint.Open(DialectRequests.Of(http, default));
        (note.Conversation, note.ClientId) = (opening.Conversation, opening.ClientId);
        var (conversation, error) = Opening.Find(agent, opening.Conversation);
        if (await Gate.StopsAsync(http, agent, conversation, isStream: true))
        {
            return;
        }

        error ??= opening.Problem is not null ? ApiError.Of(opening) : null;
        await (error is null ? AnswerAsync(http, opening, conversation!) : error.WriteAsync(http));
    }

    private async Task AnswerAsync(HttpContext http, StreamOpening opening, Conversation conversation)
    {
        await Delays.WaitAsync(agent, conversation.Behaviour.HeadersDelayMs, http.RequestAborted);
        if (opening.ClientId is { } client && !conversation.Views.TryRemember(client))
        {
            await ApiError.TooManyClients(DialectViews.MaxClients).WriteAsync(http);
            return;
        }

        var preamble = new ArrayBufferWriter<byte>();
        endpoint.WritePreamble(opening, preamble);
        if (preamble.WrittenCount > 0)
        {
            DialectPollAnswer.Begin(http, endpoint, preamble.WrittenCount);
            await http.Response.BodyWriter.WriteAsync(preamble.WrittenMemory, http.RequestAborted);
            return;
        }

        using var stream = new DialectStream(dialect, endpoint, opening, conversation, agent.Time);
        var plan = Opening.Plan(conversation, stream.Cursor);
        await (
            plan.Answer is ResumeAnswer.Expired or ResumeAnswer.Snapshot
                ? ApiError.CursorExpired.WriteAsync(http)
                : WaitAsync(http, conversation, stream, plan)
        );
    }

    private async Task WaitAsync(HttpContext http, Conversation conversation, DialectStream stream, ResumePlan plan)
    {
        // A conversation that has said everything may be asked something more: its client goes on waiting.
        var notices = new NoticeQueue();
        notices.Expect();
        using var subscription = Opening.Subscribe(agent, conversation, plan, http, notices);
        if (subscription is null)
        {
            await ApiError.TooManySubscribers(conversation.Options.MaxSubscribers).WriteAsync(http);
            return;
        }

        using var answer = new DialectPollAnswer(agent, subscription, conversation.Behaviour, stream);
        await answer.WriteAsync(http);
    }
}
