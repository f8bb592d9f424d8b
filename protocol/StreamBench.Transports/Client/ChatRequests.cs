using System.Collections.Immutable;
using System.Text.Json;

namespace StreamBench.Transports.Client;

/// <summary>What a client asks of a server besides the stream. One try each: the client decides about retries.</summary>
public interface IChatRequests
{
    private const int NotImplemented = 501;

    /// <summary>Starts a turn; the same <see cref="ChatMessage.ClientMessageId"/> again names the same turn.</summary>
    Task<ChatReply> SubmitAsync(Caller caller, ChatMessage message, CancellationToken cancellation);

    /// <summary>Decides an approval; the same <see cref="ChatDecision.IdempotencyKey"/> again is answered alike.</summary>
    Task<ChatReply> DecideAsync(Caller caller, ChatDecision decision, CancellationToken cancellation);

    /// <summary>Asks for the end of one turn.</summary>
    Task<ChatReply> CancelAsync(Caller caller, string turn, CancellationToken cancellation);

    /// <summary>
    /// Brings the result of a tool that ran at the client's side; the same <see cref="ChatToolResult.IdempotencyKey"/> again is
    /// answered alike. Answers 501 where there is no such request, as in the native gRPC service.
    /// </summary>
    Task<ChatReply> SubmitToolResultAsync(Caller caller, ChatToolResult result, CancellationToken cancellation) =>
        Task.FromResult(new ChatReply(NotImplemented));

    /// <summary>
    /// Fetches the conversation as it stands. Where the answer has a member <c>before</c> it is a page, of the newest turns; that member
    /// is what to ask for the page before.
    /// </summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="before">The turn before which a page ends; null for the newest.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<ChatReply> HistoryAsync(Caller caller, string? before, CancellationToken cancellation);
}

/// <summary>On whose behalf a request is made.</summary>
/// <param name="Conversation">Id of the conversation.</param>
/// <param name="Headers">Headers to send along, for example <c>authorization</c>.</param>
public sealed record Caller(string Conversation, ImmutableDictionary<string, string> Headers);

/// <summary>A user's message.</summary>
/// <param name="Text">What the user says.</param>
/// <param name="ClientMessageId">The client's own id of it: what makes a second try harmless.</param>
/// <param name="Script">Name of the script that a fake server should play; null for its own choice.</param>
public sealed record ChatMessage(string Text, string ClientMessageId, string? Script = null);

/// <summary>A user's answer to an approval.</summary>
/// <param name="Approval">The server's id of the approval.</param>
/// <param name="Decision">One of <see cref="Protocol.Events.Decisions"/>.</param>
/// <param name="IdempotencyKey">The same for every try of the same answer.</param>
/// <param name="EditedArgs">The arguments as the user changed them, or undefined.</param>
public sealed record ChatDecision(
    string Approval,
    string Decision,
    string IdempotencyKey,
    JsonElement EditedArgs = default
);

/// <summary>What a tool at the client's side has found.</summary>
/// <param name="Item">The server's id of the call.</param>
/// <param name="Result">Any JSON value.</param>
/// <param name="IdempotencyKey">The same for every try to bring the result of this call.</param>
/// <param name="IsError">True when the tool failed.</param>
public sealed record ChatToolResult(string Item, JsonElement Result, string IdempotencyKey, bool IsError = false);

/// <summary>The answer to a request.</summary>
/// <param name="Status">The HTTP status (gRPC statuses are mapped); 0 when there was no answer.</param>
/// <param name="Body">The JSON answer, or undefined.</param>
/// <param name="Failure">Why there was no answer, or null.</param>
public sealed record ChatReply(int Status, JsonElement Body = default, StreamEnd? Failure = null)
{
    /// <summary>True when the server did what was asked.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>True when another try may go better: no answer, a time-out, too much to do, an error of the server.</summary>
    public bool IsRetryable => Status is 0 or 408 or 429 or >= 500;

    /// <summary>How long the server asks to wait before another try, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A text member of the answer, or null.</summary>
    public string? Text(string member) =>
        Body.ValueKind == JsonValueKind.Object
        && Body.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
