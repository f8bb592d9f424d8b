using System.Collections.Immutable;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Client;

/// <summary>What a client is made of. Each part can be replaced alone; together they make one client.</summary>
public sealed record ChatClientParts
{
    /// <summary>Id of the conversation.</summary>
    public required string Conversation { get; init; }

    /// <summary>Carries the stream.</summary>
    public required IStreamTransport Transport { get; init; }

    /// <summary>Turns frames into events; this client's own.</summary>
    public required IFrameDecoder Decoder { get; init; }

    /// <summary>Decides how to come back; this client's own.</summary>
    public required IResumePolicy Policy { get; init; }

    /// <summary>Carries everything else.</summary>
    public required IChatRequests Requests { get; init; }

    /// <summary>Headers of every request. Default none.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Gives fresh headers after a 401, or null when the user has to sign in. Default: there is nobody to ask.</summary>
    public Func<CancellationToken, Task<ImmutableDictionary<string, string>?>>? RefreshHeaders { get; init; }

    /// <summary>Callbacks for who wants to look on. Default none.</summary>
    public ClientWatch Watch { get; init; } = new();
}
