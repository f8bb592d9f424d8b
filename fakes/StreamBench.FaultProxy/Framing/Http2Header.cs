using System.Buffers.Binary;

namespace StreamBench.FaultProxy.Framing;

/// <summary>The header of an HTTP/2 frame (RFC 9113 §4.1); nothing behind it is decoded.</summary>
/// <param name="PayloadLength">Bytes behind it, up to 16 MiB.</param>
/// <param name="Type">See §6.</param>
/// <param name="Flags">By type.</param>
/// <param name="Stream">The stream; 0 for the connection.</param>
internal readonly record struct Http2Header(int PayloadLength, byte Type, byte Flags, int Stream)
{
    /// <summary>Bytes of a header.</summary>
    public const int Length = 9;

    public const byte Data = 0;
    public const byte Headers = 1;
    public const byte ResetStream = 3;
    public const byte Settings = 4;

    private const byte LastType = 9;
    private const byte EndStreamFlag = 0x1;
    private const byte PaddedFlag = 0x8;

    /// <summary>The head of what a client sends first (§3.4), as far as it looks like HTTP/1.1.</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\n"u8;

    /// <summary>Whether nothing follows on the stream; for DATA and HEADERS.</summary>
    public bool EndsStream => (Flags & EndStreamFlag) != 0 && Type is Data or Headers;

    /// <summary>Whether a DATA frame begins with the length of its padding (§6.1).</summary>
    public bool IsPadded => (Flags & PaddedFlag) != 0 && Type == Data;

    public static Http2Header Read(ReadOnlySpan<byte> bytes) =>
        new(
            (bytes[0] << 16) | (bytes[1] << 8) | bytes[2],
            bytes[3],
            bytes[4],
            (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes[5..]) & int.MaxValue)
        );

    /// <summary>Writes the header of a DATA frame without padding.</summary>
    public static void WriteData(Span<byte> target, int payloadLength, int stream, bool endsStream)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, payloadLength << 8);
        target[3] = Data;
        target[4] = endsStream ? EndStreamFlag : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(target[5..], stream);
    }

    /// <summary>Whether whole frames that a server may send fill these bytes exactly: chance would hardly do that.</summary>
    public static bool FillWhole(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= Length)
        {
            var header = Read(bytes);
            if (header.Type > LastType || header.PayloadLength > bytes.Length - Length)
                return false;
            bytes = bytes[(Length + header.PayloadLength)..];
            if (bytes.IsEmpty)
                return true;
        }
        return false;
    }

    /// <summary>Whether bytes can be the beginning of the SETTINGS that a server sends first (§3.4): by their first nine bytes.</summary>
    public static bool CanBeginConnection(ReadOnlySpan<byte> bytes)
    {
        // Length below 64 KiB, type, no flags, stream 0; the third byte, the rest of the length, is free.
        ReadOnlySpan<byte> begin = [0, 0, 0, Settings, 0, 0, 0, 0, 0];
        for (var i = 0; i < Math.Min(bytes.Length, Length); i++)
        {
            if (i != 2 && bytes[i] != begin[i])
                return false;
        }
        return true;
    }
}
