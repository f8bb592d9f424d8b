using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>Takes the padding off the payload of a DATA frame (RFC 9113 §6.1), in any slicing.</summary>
internal struct DataContent
{
    private bool expectsPadLength;
    private int content;

    /// <summary>A frame begins.</summary>
    public static DataContent Of(Http2Header frame) =>
        new() { expectsPadLength = frame.IsPadded, content = frame.PayloadLength };

    /// <summary>What of the next bytes of the payload is content.</summary>
    public ReadOnlyMemory<byte> Next(ReadOnlyMemory<byte> payload)
    {
        if (expectsPadLength && !payload.IsEmpty)
        {
            expectsPadLength = false;
            // More padding than payload is an error of the peer: then there is no content.
            content = Math.Max(content - 1 - payload.Span[0], 0);
            payload = payload[1..];
        }
        var taken = payload[..Math.Min(content, payload.Length)];
        content -= taken.Length;
        return taken;
    }
}
