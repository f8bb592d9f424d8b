using System.Buffers.Binary;

namespace StreamBench.FaultProxy.Framing;

/// <summary>The header of a WebSocket frame (RFC 6455 §5.2).</summary>
/// <param name="IsFinal">The last fragment of its message.</param>
/// <param name="Opcode">0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong.</param>
/// <param name="Mask">The masking key, or -1: servers do not mask.</param>
/// <param name="Length">Bytes of the header.</param>
/// <param name="PayloadLength">Bytes behind it.</param>
internal readonly record struct WebSocketHeader(bool IsFinal, int Opcode, long Mask, int Length, long PayloadLength)
{
    public const int MaxLength = 14;
    public const int Continuation = 0;
    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    public bool IsControl => (Opcode & 0b1000) != 0;

    public long FrameLength => Length + PayloadLength;

    /// <summary>Reads a header; false as long as bytes of it are missing.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out WebSocketHeader header)
    {
        header = default;
        if (bytes.Length < 2)
            return false;
        var isMasked = (bytes[1] & 0x80) != 0;
        var shortLength = bytes[1] & 0x7F;
        var maskAt =
            2
            + shortLength switch
            {
                126 => 2,
                127 => 8,
                _ => 0,
            };
        var length = maskAt + (isMasked ? 4 : 0);
        if (bytes.Length < length)
            return false;
        var payload = shortLength switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            // The top bit must be 0 (§5.2); a peer that sets it gets its bytes passed on for ever.
            127 => (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]) & long.MaxValue),
            _ => shortLength,
        };
        // A length near the top would overflow with its header added.
        payload = Math.Min(payload, long.MaxValue - MaxLength);
        var mask = isMasked ? BinaryPrimitives.ReadUInt32BigEndian(bytes[maskAt..]) : -1L;
        header = new WebSocketHeader((bytes[0] & 0x80) != 0, bytes[0] & 0x0F, mask, length, payload);
        return true;
    }
}
