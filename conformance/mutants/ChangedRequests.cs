using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>Requests as they should be: a place for bugs in one of them.</summary>
/// <param name="right">Carries them.</param>
internal abstract class ChangedRequests(IChatRequests right) : IChatRequests
{
    public virtual Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation) =>
        right.SubmitAsync(caller, message, cancellation);

    public virtual Task<ChatReply> DecideAsync(Caller caller, ChatDecision decision, CancellationToken cancellation) =>
        right.DecideAsync(caller, decision, cancellation);

    public virtual Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation) =>
        right.CancelAsync(caller, turn, cancellation);

    public Task<ChatReply> SubmitToolResultAsync(
        Caller caller,
        ChatToolResult result,
        CancellationToken cancellation
    ) => right.SubmitToolResultAsync(caller, result, cancellation);

    public virtual Task<ChatReply> HistoryAsync(Caller caller, string? before, CancellationToken cancellation) =>
        right.HistoryAsync(caller, before, cancellation);
}
