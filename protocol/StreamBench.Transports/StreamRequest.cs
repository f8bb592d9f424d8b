using System.Collections.Immutable;

namespace StreamBench.Transports;

/// <summary>Which stream to open, and from where.</summary>
/// <param name="Conversation">Id of the conversation.</param>
/// <param name="Cursor">Where to resume, byte for byte as the server gave it; null to start from the beginning.</param>
public sealed record StreamRequest(string Conversation, string? Cursor = null)
{
    /// <summary>
    /// A cursor that no server hands out. Contract: an unknown cursor is answered by a reset and a snapshot, so this asks
    /// for one.
    /// </summary>
    public const string AnyOtherCursor = "snapshot";

    /// <summary>Headers to send with the request, for example <c>authorization</c>. Default none.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;
}
