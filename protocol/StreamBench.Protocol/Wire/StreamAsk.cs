namespace StreamBench.Protocol.Wire;

/// <summary>What a client wants when it opens a stream.</summary>
/// <param name="Conversation">Id of the conversation.</param>
/// <param name="Cursor">The resume point of the last frame that it took, as the decoder gave it; null to start afresh.</param>
/// <param name="Message">The message whose turn it wants, where streams are answers to messages; or null.</param>
public sealed record StreamAsk(string Conversation, string? Cursor = null, SubmitWish? Message = null)
{
    /// <summary>An id that this client keeps for itself, for servers that remember how far they have written to whom.</summary>
    public Guid ClientId { get; init; }

    /// <summary>True for a poll that follows an answered one: the client is where the server has left it.</summary>
    public bool IsNextPoll { get; init; }
}
