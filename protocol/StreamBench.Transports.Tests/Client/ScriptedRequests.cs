using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Client;

/// <summary>Answers every request with the next of a list of answers; the last one serves all that follow.</summary>
internal sealed class ScriptedRequests(params ChatReply[] replies) : IChatRequests
{
    private int next;

    public Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation) => Next();

    public Task<ChatReply> DecideAsync(Caller caller, ChatDecision decision, CancellationToken cancellation) => Next();

    public Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation) => Next();

    /// <summary>The pages of history that were asked for, oldest request first.</summary>
    internal List<string?> Befores { get; } = [];

    public Task<ChatReply> HistoryAsync(Caller caller, string? before, CancellationToken cancellation)
    {
        Befores.Add(before);
        return Next();
    }

    private Task<ChatReply> Next() => Task.FromResult(replies[Math.Min(next++, replies.Length - 1)]);
}
