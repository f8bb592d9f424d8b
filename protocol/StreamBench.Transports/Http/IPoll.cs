using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Http;

/// <summary>One poll: a request and its whole answer.</summary>
internal interface IPoll
{
    /// <summary>Longest event, in bytes.</summary>
    int MaxEventBytes { get; }

    /// <summary>The answer's body (empty when there is nothing new), or why there is none.</summary>
    Task<(ReadOnlyMemory<byte> Body, StreamEnd? End)> AskAsync(StreamRequest request, CancellationToken cancellation);

    /// <summary>The frames of a body, or null when it is none of this wire.</summary>
    List<Frame>? Read(ReadOnlyMemory<byte> body);
}
