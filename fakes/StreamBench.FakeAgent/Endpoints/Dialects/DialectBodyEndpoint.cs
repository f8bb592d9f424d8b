using Microsoft.AspNetCore.Http;
using StreamBench.Dialects;
using StreamBench.Dialects.Endpoints;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Endpoints.Dialects;

/// <summary>A dialect's stream as the body of an HTTP response.</summary>
internal sealed class DialectBodyEndpoint(Agent agent, Commands commands, Dialect dialect, DialectEndpoint endpoint)
{
    internal async Task HandleAsync(HttpContext http)
    {
        var note = RequestNote.Of(http);
        (note.Transport, note.IsStream) = (endpoint.Transport, true);
        var (body, error) = await RequestBody.ReadBytesAsync(http);
        if (error is not null)
        {
            await error.WriteAsync(http);
            return;
        }

        var request = DialectRequests.Of(http, body);
        var opening = endpoint.Open(request);
        note.Conversation = opening.Conversation;
        note.ClientMessageId = opening.Message?.ClientMessageId;
        note.Cursor = opening.MalformedCursor ?? opening.AfterSeq?.ToString();
        note.ClientId = opening.ClientId;
        if (await Gate.StopsAsync(http, agent, agent.Conversations.Find(opening.Conversation), isStream: true))
        {
            return;
        }

        await (opening.Problem is not null ? ApiError.Of(opening).WriteAsync(http) : AnswerAsync(http, opening));
    }

    private async Task AnswerAsync(HttpContext http, StreamOpening opening)
    {
        var (conversation, turn, error) = opening.Message is { } message
            ? commands.Send(opening.Conversation, message.Text, message.ClientMessageId, message.Script)
            : Found(Opening.Find(agent, opening.Conversation));
        if (error is not null)
        {
            await error.WriteAsync(http);
            return;
        }

        await Delays.WaitAsync(agent, conversation!.Behaviour.HeadersDelayMs, http.RequestAborted);
        using var stream = new DialectStream(dialect, endpoint, opening, conversation, agent.Time);
        // Whoever names no place starts where its message's turn starts.
        var plan = Opening.Plan(conversation, stream.Cursor ?? turn?.Cursor);
        if (plan.Answer is ResumeAnswer.Expired or ResumeAnswer.Snapshot)
        {
            await ApiError.CursorExpired.WriteAsync(http);
        }
        else if (
            (plan.Answer == ResumeAnswer.Done && stream.Attachment is null)
            || HasEnded(conversation, turn?.Turn, plan.AfterSeq)
        )
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            await StreamAsync(http, conversation, stream, plan, turn?.Turn);
        }
    }

    private async Task StreamAsync(
        HttpContext http,
        Conversation conversation,
        DialectStream stream,
        ResumePlan plan,
        string? onlyTurn
    )
    {
        using var subscription = Opening.Subscribe(agent, conversation, plan, http, onlyTurn: onlyTurn);
        if (subscription is null)
        {
            await ApiError.TooManySubscribers(conversation.Options.MaxSubscribers).WriteAsync(http);
            return;
        }

        var behaviour = conversation.Behaviour;
        using var writer = new DialectStreamWriter(http.Response.BodyWriter, stream);
        await StreamResponse.RunAsync(http, agent, subscription, behaviour, endpoint.ContentType, writer);
    }

    // A stream that is one turn has nothing left to say to a client that has the turn's end.
    private static bool HasEnded(Conversation conversation, string? turn, long afterSeq) =>
        turn is not null
        && afterSeq > 0
        && conversation.Journal.Events().OfType<TurnClose>().Any(close => close.Turn == turn && close.Seq <= afterSeq);

    private static (Conversation?, SubmittedTurn?, ApiError?) Found((Conversation? One, ApiError? Error) found) =>
        (found.One, null, found.Error);
}
