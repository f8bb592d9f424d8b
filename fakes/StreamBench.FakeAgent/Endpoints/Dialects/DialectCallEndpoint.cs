using Microsoft.AspNetCore.Http;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.Grpc;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>A dialect's stream as a server-streaming call of gRPC.</summary>
internal sealed class DialectCallEndpoint(Agent agent, Dialect dialect, DialectEndpoint endpoint)
{
    internal async Task HandleAsync(HttpContext http)
    {
        if (await GrpcCall.ReadBytesAsync(http) is { } message)
        {
            await ServeAsync(http, message, talk: null);
        }
    }

    /// <summary>Serves the stream that a message asks for.</summary>
    /// <param name="http">The call.</param>
    /// <param name="message">The message, without what stands before it.</param>
    /// <param name="talk">What the client goes on to say on the same call; null when that was all.</param>
    internal async Task ServeAsync(HttpContext http, ReadOnlyMemory<byte> message, AtmosphereTalk? talk)
    {
        var opening = endpoint.Open(DialectRequests.Of(http, message));
        var note = RequestNote.Of(http);
        (note.Transport, note.IsStream, note.Conversation) = (endpoint.Transport, true, opening.Conversation);
        note.ClientId = opening.ClientId;
        var (conversation, error) = opening.Problem is null
            ? Opening.Find(agent, opening.Conversation)
            : (null, ApiError.Of(opening));
        if (await Gate.StopsCallAsync(http, agent, conversation, isStream: true))
        {
            return;
        }

        await (error is null ? AnswerAsync(http, opening, conversation!, talk) : GrpcCall.EndAsync(http, error));
    }

    private async Task AnswerAsync(
        HttpContext http,
        StreamOpening opening,
        Conversation conversation,
        AtmosphereTalk? talk
    )
    {
        await Delays.WaitAsync(agent, conversation.Behaviour.HeadersDelayMs, http.RequestAborted);
        using var stream = new DialectStream(dialect, endpoint, opening, conversation, agent.Time);
        var plan = Opening.Plan(conversation, stream.Cursor);
        if (plan.Answer is ResumeAnswer.Expired or ResumeAnswer.Snapshot)
        {
            await GrpcCall.EndAsync(http, ApiError.CursorExpired);
            return;
        }

        using var subscription = Opening.Subscribe(agent, conversation, plan, http, talk?.Notices);
        if (subscription is null)
        {
            await GrpcCall.EndAsync(http, ApiError.TooManySubscribers(conversation.Options.MaxSubscribers));
            return;
        }

        using var writer = new DialectCallWriter(http.Response.BodyWriter, stream);
        var listening = talk?.ListenAsync(subscription, conversation) ?? Task.CompletedTask;
        await GrpcStream.RunAsync(http, agent, subscription, conversation.Behaviour, writer);
        talk?.Stop();
        await listening;
        if (talk?.Failure is { } failure)
        {
            GrpcCall.End(http, failure);
        }
    }
}
