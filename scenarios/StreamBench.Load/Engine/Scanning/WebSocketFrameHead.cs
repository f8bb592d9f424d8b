using System.Buffers.Binary;

namespace StreamBench.Load.Engine.Scanning;

/// <summary>The head of one frame from a server (RFC 6455 §5.2): two bytes, then a longer length where it is needed.</summary>
internal readonly struct WebSocketFrameHead
{
    private const int ReservedBits = 0x70;
    private const int MaskBit = 0x80;
    private const int LargestControl = 125;

    /// <summary>Bytes of the head itself; 0 when they are not all there.</summary>
    internal int Length { get; private init; }

    internal bool Final { get; private init; }

    internal WebSocketOpcode Opcode { get; private init; }

    internal ulong PayloadLength { get; private init; }

    /// <summary>
    /// False for what a server must not send without an extension: reserved bits, a mask, a large or fragmented control
    /// frame, an unknown opcode.
    /// </summary>
    internal bool IsAllowed { get; private init; }

    internal static WebSocketFrameHead Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return default;
        }

        var (first, second) = (bytes[0], bytes[1]);
        var shortLength = second & 0x7F;
        var length = shortLength switch
        {
            126 => 4,
            127 => 10,
            _ => 2,
        };
        if (bytes.Length < length)
        {
            return default;
        }

        return new WebSocketFrameHead
        {
            Length = length,
            Final = first >= 0x80,
            Opcode = (WebSocketOpcode)(first & 0x0F),
            PayloadLength = length switch
            {
                2 => (ulong)shortLength,
                4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
                _ => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            },
            IsAllowed =
                (first & ReservedBits) == 0
                && (second & MaskBit) == 0
                && (first & 0x0F) switch
                {
                    <= (int)WebSocketOpcode.Binary => true,
                    >= (int)WebSocketOpcode.Close and <= (int)WebSocketOpcode.Pong => first >= 0x80
                        && shortLength <= LargestControl,
                    _ => false,
                },
        };
    }
}
