namespace StreamBench.Protocol.Wire;

/// <summary>The client's half of one address of a dialect: what to send to be told the stream, and how to say something there. Pure.</summary>
public interface IStreamAddress
{
    /// <summary>The transport's name on the command line: <c>sse</c>, <c>ndjson</c>, <c>lp</c> or <c>ws</c>.</summary>
    string Transport { get; }

    /// <summary>True when a stream is the answer to a message: there is nothing to open before one is sent.</summary>
    bool AnswersMessages { get; }

    /// <summary>True when a message that is said twice counts once, by its id: then a client may say it again when it comes back.</summary>
    bool TakesRepeats { get; }

    /// <summary>The request that opens the stream.</summary>
    WireRequest Ask(StreamAsk ask);

    /// <summary>The request that says <paramref name="wish"/> beside the stream; null where it is said on the stream, or not at all.</summary>
    WireRequest? Post(StreamAsk ask, ClientWish wish);

    /// <summary>The message on an open WebSocket that says <paramref name="wish"/>; empty where the dialect has no words for it.</summary>
    ReadOnlyMemory<byte> Say(ClientWish wish);
}
