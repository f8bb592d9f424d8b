using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Endpoints.Requests;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.V1;

namespace StreamBench.FakeAgent.Endpoints.Grpc;

/// <summary><c>streambench.v1.Chat</c> (protocol/streambench/v1/chat.proto).</summary>
internal sealed class ChatService(Agent agent, Commands commands)
{
    internal async Task SubscribeAsync(HttpContext http)
    {
        if (await GrpcCall.ReadAsync(http, SubscribeRequest.Parser) is not { } request)
        {
            return;
        }

        var note = Note(http, request.Conversation);
        note.IsStream = true;
        note.Cursor = request.Cursor.Length > 0 ? request.Cursor : null;
        var (conversation, error) = Opening.Find(agent, request.Conversation);
        if (await Gate.StopsCallAsync(http, agent, conversation, isStream: true))
        {
            return;
        }

        if (error is not null)
        {
            await GrpcCall.EndAsync(http, error);
            return;
        }

        await Delays.WaitAsync(agent, conversation!.Behaviour.HeadersDelayMs, http.RequestAborted);
        var plan = Opening.Plan(conversation, note.Cursor);
        if (plan.Answer == ResumeAnswer.Expired)
        {
            await GrpcCall.EndAsync(http, ApiError.CursorExpired);
            return;
        }

        using var subscription = Opening.Subscribe(agent, conversation, plan, http);
        await (
            subscription is null
                ? GrpcCall.EndAsync(http, ApiError.TooManySubscribers(conversation.Options.MaxSubscribers))
                : GrpcStream.RunAsync(http, agent, subscription, conversation.Behaviour, new GrpcWriter(http))
        );
    }

    internal async Task SendAsync(HttpContext http)
    {
        if (await GrpcCall.ReadAsync(http, SendRequest.Parser) is not { } request)
        {
            return;
        }

        var note = Note(http, request.Conversation);
        note.ClientMessageId = OrNull(request.ClientMessageId);
        var existing = agent.Conversations.Find(request.Conversation);
        if (
            await Gate.StopsCallAsync(http, agent, existing, isStream: false)
            || await AnswerLoss.StrikesAsync(http, agent, existing, LostAnswer.Turns)
        )
        {
            return;
        }

        var (_, turn, error) = commands.Send(
            request.Conversation,
            request.Text,
            note.ClientMessageId,
            OrNull(request.Script)
        );
        await (
            error is not null
                ? GrpcCall.EndAsync(http, error)
                : GrpcCall.AnswerAsync(http, new SendReply { Turn = turn!.Turn, Cursor = turn.Cursor })
        );
    }

    internal async Task DecideAsync(HttpContext http)
    {
        if (
            await GrpcCall.ReadAsync(http, DecideRequest.Parser) is not { } request
            || await FindAsync(http, request.Conversation) is not { } conversation
        )
        {
            return;
        }

        RequestNote.Of(http).IdempotencyKey = OrNull(request.IdempotencyKey);
        var args = default(JsonElement);
        ApiError? error = null;
        if (!request.EditedArgs.IsEmpty)
        {
            (args, error) = RequestBody.Parse(request.EditedArgs.Memory);
        }

        if (await AnswerLoss.StrikesAsync(http, agent, conversation, LostAnswer.Approvals))
        {
            return;
        }

        error ??= Commands.Decide(
            conversation,
            request.Approval,
            request.Decision,
            args,
            OrNull(request.IdempotencyKey)
        );
        await (error is null ? GrpcCall.AnswerAsync(http, new DecideReply()) : GrpcCall.EndAsync(http, error));
    }

    internal async Task CancelAsync(HttpContext http)
    {
        if (
            await GrpcCall.ReadAsync(http, CancelRequest.Parser) is { } request
            && await FindAsync(http, request.Conversation) is { } conversation
            && !await AnswerLoss.StrikesAsync(http, agent, conversation, LostAnswer.Cancel)
        )
        {
            await (
                Commands.Cancel(conversation, request.Turn) is { } error
                    ? GrpcCall.EndAsync(http, error)
                    : GrpcCall.AnswerAsync(http, new CancelReply())
            );
        }
    }

    internal async Task HistoryAsync(HttpContext http)
    {
        if (
            await GrpcCall.ReadAsync(http, HistoryRequest.Parser) is not { } request
            || await FindAsync(http, request.Conversation) is not { } conversation
        )
        {
            return;
        }

        var summary = conversation.History();
        var limit = HistoryPage.Limit(request.Limit > 0 ? request.Limit : null, conversation.Behaviour.HistoryTurns);
        await (
            HistoryPage.TryCut(summary.State, OrNull(request.Before), limit, out var page)
                ? GrpcCall.AnswerAsync(
                    http,
                    new HistoryReply
                    {
                        State = ByteString.CopyFromUtf8(page.State.GetRawText()),
                        Cursor = summary.Cursor,
                        Digest = summary.Digest ?? "",
                        Epoch = summary.Epoch,
                        Seq = summary.Seq,
                        Before = page.Before ?? "",
                    }
                )
                : GrpcCall.EndAsync(http, GrpcStatus.NotFound, "there is no such turn to page before")
        );
    }

    private async Task<Conversation?> FindAsync(HttpContext http, string id)
    {
        Note(http, id);
        var (conversation, error) = Opening.Find(agent, id);
        if (await Gate.StopsCallAsync(http, agent, conversation, isStream: false))
        {
            return null;
        }

        if (error is not null)
        {
            await GrpcCall.EndAsync(http, error);
        }

        return conversation;
    }

    private static RequestNote Note(HttpContext http, string conversation)
    {
        var note = RequestNote.Of(http);
        (note.Transport, note.Conversation) = ("grpc", conversation);
        return note;
    }

    private static string? OrNull(string text) => text.Length > 0 ? text : null;
}
