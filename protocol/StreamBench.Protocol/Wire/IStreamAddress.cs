namespace StreamBench.Protocol.Wire;

/// <summary>The client's half of one address of a dialect: what to send to be told the stream, and how to say something there. Pure.</summary>
public interface IStreamAddress
{
    /// <summary>The transport's name on the command line: <c>sse</c>, <c>streaming</c>, <c>lp</c>, <c>ws</c> or <c>grpc</c>.</summary>
    string Transport { get; }

    /// <summary>The media type of the answer; empty for a WebSocket.</summary>
    string ContentType { get; }

    /// <summary>True when a stream is the answer to a message: there is nothing to open before one is sent.</summary>
    bool AnswersMessages { get; }

    /// <summary>True when a message or decision that is said twice counts once, by its id: then a client may say it again when it comes back.</summary>
    bool TakesRepeats { get; }

    /// <summary>The request that opens the stream, or, where clients poll, the one that asks for what has come since.</summary>
    WireRequest Ask(StreamAsk ask);

    /// <summary>Finds the frames of one answer in its body; null where they are those of an event stream, or messages of their own.</summary>
    /// <param name="maxEventBytes">Longest frame that it accepts, in bytes.</param>
    IFraming? NewFraming(int maxEventBytes);

    /// <summary>The request that says <paramref name="wish"/> beside the stream; null where it is said on the stream, or not at all.</summary>
    WireRequest? Post(StreamAsk ask, ClientWish wish);

    /// <summary>The message on an open WebSocket that says <paramref name="wish"/>; empty where the dialect has no words for it.</summary>
    ReadOnlyMemory<byte> Say(ClientWish wish);
}
