using System.Buffers.Binary;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Engine.Http;

/// <summary>Frames of a client: whole messages, masked (RFC 6455 §5.3).</summary>
internal static class WebSocketFrameWriter
{
    /// <summary>Largest head of a masked frame.</summary>
    internal const int MaxHead = 14;

    private const byte Final = 0x80;
    private const byte Masked = 0x80;

    /// <summary>
    /// Frames <paramref name="payload"/> into <paramref name="destination"/>, which may hold the payload itself from
    /// <see cref="MaxHead"/> on; returns the length of the frame.
    /// </summary>
    internal static int Write(Span<byte> destination, WebSocketOpcode opcode, ReadOnlySpan<byte> payload, int mask)
    {
        destination[0] = (byte)(Final | (byte)opcode);
        var head = 2;
        if (payload.Length < 126)
        {
            destination[1] = (byte)(Masked | payload.Length);
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            destination[1] = Masked | 126;
            BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)payload.Length);
            head = 4;
        }
        else
        {
            destination[1] = Masked | 127;
            BinaryPrimitives.WriteUInt64BigEndian(destination[2..], (ulong)payload.Length);
            head = 10;
        }

        BinaryPrimitives.WriteInt32LittleEndian(destination[head..], mask);
        var body = destination.Slice(head + sizeof(int), payload.Length);
        payload.CopyTo(body);
        for (var i = 0; i < body.Length; i++)
        {
            body[i] ^= (byte)(mask >> (8 * (i & 3)));
        }

        return head + sizeof(int) + payload.Length;
    }
}
