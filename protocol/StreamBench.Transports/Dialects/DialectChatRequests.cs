using System.Net.WebSockets;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;
using StreamBench.Transports.Grpc;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Dialects;

/// <summary>
/// What a client asks in a dialect. Where nothing is answered but the stream itself, 202 says that it was said; 501 that the dialect
/// has no words for it.
/// </summary>
internal sealed class DialectChatRequests(
    Uri server,
    IStreamAddress address,
    Outbox outbox,
    HttpMessageInvoker http,
    TransportOptions options,
    TimeProvider time
) : IChatRequests
{
    private const int Said = 202;
    private const int NoWords = 501;
    private readonly HttpOpener opener = new(http, time);
    private readonly GrpcUnary unary = new(http, options, time);

    public Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation)
    {
        var wish = new SubmitWish(message.Text, message.ClientMessageId, message.Script);
        if (!address.AnswersMessages)
        {
            return SayAsync(caller, wish, cancellation);
        }

        outbox.Submit(wish);
        return Task.FromResult(new ChatReply(Said));
    }

    public Task<ChatReply> DecideAsync(Caller caller, ChatDecision decision, CancellationToken cancellation) =>
        SayAsync(caller, new DecideWish(decision.Approval, decision.Decision, decision.EditedArgs), cancellation);

    public Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation) =>
        SayAsync(caller, new CancelWish(turn), cancellation);

    public Task<ChatReply> HistoryAsync(Caller caller, string? before, CancellationToken cancellation) =>
        Task.FromResult(new ChatReply(NoWords));

    private async Task<ChatReply> SayAsync(Caller caller, ClientWish wish, CancellationToken cancellation)
    {
        var ask = new StreamAsk(caller.Conversation) { ClientId = outbox.ClientId };
        if (address.Post(ask, wish) is { } post)
        {
            return post.Body.IsEmpty ? new ChatReply(NoWords)
                : address.Transport == "grpc" ? await CallAsync(caller, post, cancellation)
                : await PostAsync(caller, post, cancellation);
        }

        var text = address.Transport == "ws" ? address.Say(wish) : default;
        if (text.IsEmpty)
        {
            return new ChatReply(NoWords);
        }

        try
        {
            await (
                address.TakesRepeats && AboutWhat(wish) is { } key
                    ? outbox.SendAndRepeatAsync(key, text, cancellation)
                    : outbox.SendAsync(text, cancellation)
            );
            return new ChatReply(Said);
        }
        catch (Exception failure) when (failure is WebSocketException or ObjectDisposedException)
        {
            return new ChatReply(0, Failure: HttpFailure.Classify(failure));
        }
    }

    // Only the last message is of interest, but each approval's decision is.
    private static string? AboutWhat(ClientWish wish) =>
        wish switch
        {
            SubmitWish => "message",
            DecideWish decide => $"approval {decide.Approval}",
            _ => null,
        };

    private async Task<ChatReply> CallAsync(Caller caller, WireRequest call, CancellationToken cancellation)
    {
        var target = DialectUris.At(server, call);
        var (_, failure) = await unary.CallAsync(target, call.Body, caller.Headers, cancellation);
        return failure is null
            ? new ChatReply(Said)
            : new ChatReply(failure.Status, Failure: failure) { RetryAfter = failure.RetryAfter };
    }

    private async Task<ChatReply> PostAsync(Caller caller, WireRequest post, CancellationToken cancellation)
    {
        var (response, failure) = await opener.SendAsync(
            uri => DialectMessages.Make(uri, post, caller.Headers, "text/plain"),
            DialectUris.At(server, post),
            options.ConnectTimeout,
            cancellation
        );
        using (response)
        {
            return response is null
                ? new ChatReply(0, Failure: failure)
                : new ChatReply((int)response.StatusCode) { RetryAfter = HttpRefusal.RetryAfter(response, time) };
        }
    }
}
