using System.Buffers;
using System.Buffers.Binary;

namespace StreamBench.FaultProxy.Framing;

/// <summary>Takes messages out of their frames and puts them into new ones (RFC 6455 §5).</summary>
internal static class WebSocketMessage
{
    private const int FinalBit = 0x80;
    private const int MaskBit = 0x80;

    /// <summary>The payload of a whole message: a slice of it when it is one frame without mask.</summary>
    public static ReadOnlySpan<byte> Payload(ReadOnlySpan<byte> raw)
    {
        if (!WebSocketHeader.TryRead(raw, out var first))
            return default;
        if (first is { IsFinal: true, Mask: < 0 })
            return raw[first.Length..];
        var payload = new ArrayBufferWriter<byte>(raw.Length);
        while (WebSocketHeader.TryRead(raw, out var header))
        {
            var part = raw.Slice(header.Length, (int)header.PayloadLength);
            Unmask(part, header.Mask, payload.GetSpan(Math.Max(part.Length, 1)));
            payload.Advance(part.Length);
            raw = raw[(int)header.FrameLength..];
        }
        return payload.WrittenSpan;
    }

    /// <summary>A message with another payload, in one frame, masked if the message was.</summary>
    public static byte[] WithPayload(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> payload)
    {
        WebSocketHeader.TryRead(raw, out var header);
        return Frame(header.Opcode, payload, header.Mask >= 0);
    }

    /// <summary>A close frame (§5.5.1).</summary>
    public static byte[] Close(int code)
    {
        Span<byte> payload = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        return Frame(WebSocketHeader.Close, payload, isMasked: false);
    }

    /// <summary>One frame.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isMasked, bool isFinal = true)
    {
        var frame = new ArrayBufferWriter<byte>(payload.Length + WebSocketHeader.MaxLength);
        var head = frame.GetSpan(WebSocketHeader.MaxLength);
        head.Clear();
        head[0] = (byte)((isFinal ? FinalBit : 0) | opcode);
        var length = 2;
        switch (payload.Length)
        {
            case < 126:
                head[1] = (byte)payload.Length;
                break;
            case <= ushort.MaxValue:
                head[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)payload.Length);
                length += 2;
                break;
            default:
                head[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(head[2..], (ulong)payload.Length);
                length += 8;
                break;
        }
        if (isMasked)
        {
            // A key of zeroes leaves the payload as it is.
            head[1] |= MaskBit;
            length += 4;
        }
        frame.Advance(length);
        frame.Write(payload);
        return frame.WrittenSpan.ToArray();
    }

    private static void Unmask(ReadOnlySpan<byte> part, long mask, Span<byte> target)
    {
        part.CopyTo(target);
        if (mask < 0)
            return;
        for (var i = 0; i < part.Length; i++)
            target[i] ^= (byte)(mask >> (24 - (8 * (i & 3))));
    }
}
