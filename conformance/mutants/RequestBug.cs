using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>Where bugs of requests are planted: passes everything on; a bug replaces what it is about.</summary>
/// <param name="right">The right requests.</param>
internal sealed class RequestBug(IChatRequests right) : IChatRequests
{
    /// <summary>Decides in another way; null for the right one.</summary>
    internal Func<ChatDecision, Func<ChatDecision, Task<ChatReply>>, Task<ChatReply>>? Decide { get; init; }

    /// <summary>Brings a result in another way; null for the right one.</summary>
    internal Func<ChatToolResult, Func<ChatToolResult, Task<ChatReply>>, Task<ChatReply>>? Bring { get; init; }

    /// <summary>Takes the history for another one; null for the right one.</summary>
    internal Func<ChatReply, ChatReply>? Understand { get; init; }

    /// <summary>Hears of each message that is sent; null when nobody listens.</summary>
    internal Action<ChatMessage>? OnMessage { get; init; }

    /// <inheritdoc/>
    public Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation)
    {
        OnMessage?.Invoke(message);
        return right.SubmitAsync(caller, message, cancellation);
    }

    /// <inheritdoc/>
    public Task<ChatReply> DecideAsync(Caller caller, ChatDecision decision, CancellationToken cancellation)
    {
        Task<ChatReply> Send(ChatDecision given) => right.DecideAsync(caller, given, cancellation);
        return Decide is { } wrong ? wrong(decision, Send) : Send(decision);
    }

    /// <inheritdoc/>
    public Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation) =>
        right.CancelAsync(caller, turn, cancellation);

    /// <inheritdoc/>
    public Task<ChatReply> SubmitToolResultAsync(Caller caller, ChatToolResult result, CancellationToken cancellation)
    {
        Task<ChatReply> Send(ChatToolResult given) => right.SubmitToolResultAsync(caller, given, cancellation);
        return Bring is { } wrong ? wrong(result, Send) : Send(result);
    }

    /// <inheritdoc/>
    public async Task<ChatReply> HistoryAsync(Caller caller, string? before, CancellationToken cancellation)
    {
        var reply = await right.HistoryAsync(caller, before, cancellation);
        return reply.IsSuccess && Understand is { } wrong ? wrong(reply) : reply;
    }
}
