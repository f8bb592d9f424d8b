using System.Net.WebSockets;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Client;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Dialects;

/// <summary>
/// What a client asks in a dialect. Where nothing is answered but the stream itself, 202 says that it was said; 501 that the dialect
/// has no words for it.
/// </summary>
internal sealed class DialectChatRequests(IStreamAddress address, Outbox outbox) : IChatRequests
{
    private const int Said = 202;
    private const int NoWords = 501;

    public Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation)
    {
        var wish = new SubmitWish(message.Text, message.ClientMessageId, message.Script);
        if (!address.AnswersMessages)
        {
            return SayAsync(wish, cancellation);
        }

        outbox.Submit(wish);
        return Task.FromResult(new ChatReply(Said));
    }

    public Task<ChatReply> DecideAsync(Caller caller, ChatDecision decision, CancellationToken cancellation) =>
        SayAsync(new DecideWish(decision.Approval, decision.Decision, decision.EditedArgs), cancellation);

    public Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation) =>
        SayAsync(new CancelWish(turn), cancellation);

    public Task<ChatReply> HistoryAsync(Caller caller, CancellationToken cancellation) =>
        Task.FromResult(new ChatReply(NoWords));

    private async Task<ChatReply> SayAsync(ClientWish wish, CancellationToken cancellation)
    {
        var text = address.Transport == "ws" ? address.Say(wish) : default;
        if (text.IsEmpty)
        {
            return new ChatReply(NoWords);
        }

        try
        {
            await outbox.SendAsync(text, cancellation);
            return new ChatReply(Said);
        }
        catch (Exception failure) when (failure is WebSocketException or ObjectDisposedException)
        {
            return new ChatReply(0, Failure: HttpFailure.Classify(failure));
        }
    }
}
