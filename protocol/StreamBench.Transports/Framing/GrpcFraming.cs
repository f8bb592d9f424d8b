using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;
using Message = StreamBench.V1.Frame;

namespace StreamBench.Transports.Framing;

/// <summary>
/// Reads the messages of a gRPC server stream of <c>streambench.v1.Frame</c>: <c>compressed (1 byte, 0) length (4 bytes, big-endian)
/// message</c>. A frame's data is the payload's JSON, its id the payload's cursor.
/// </summary>
/// <remarks>Source: gRPC over HTTP/2, "Length-Prefixed-Message". A message is bounded by <c>maxEventBytes</c> (default 1 MiB).</remarks>
public sealed class GrpcFraming(int maxEventBytes = JsonLimits.DefaultMaxEventBytes) : IFraming
{
    /// <summary>Bytes before each message.</summary>
    public const int PrefixLength = 5;

    private readonly ArrayBufferWriter<byte> message = new();

    /// <inheritdoc/>
    public bool IsInsideFrame => message.WrittenCount > 0;

    /// <inheritdoc/>
    public FramingStep Read(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        frame = default;
        if (!Fill(ref input, PrefixLength))
        {
            return FramingStep.NeedsMore;
        }

        if (message.WrittenSpan[0] != 0)
        {
            return FramingStep.Corrupt; // no compression was offered
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(message.WrittenSpan[1..]);
        if (length > maxEventBytes)
        {
            return FramingStep.TooLarge;
        }

        if (!Fill(ref input, PrefixLength + (int)length))
        {
            return FramingStep.NeedsMore;
        }

        var isWhole = TryParse(message.WrittenSpan[PrefixLength..], out frame);
        message.ResetWrittenCount();
        return isWhole ? FramingStep.Frame : FramingStep.Corrupt;
    }

    private bool Fill(ref ReadOnlySpan<byte> input, int wanted)
    {
        var part = Math.Min(Math.Max(0, wanted - message.WrittenCount), input.Length);
        message.Write(input[..part]);
        input = input[part..];
        return message.WrittenCount >= wanted;
    }

    private static bool TryParse(ReadOnlySpan<byte> bytes, out Frame frame)
    {
        try
        {
            var read = Message.Parser.ParseFrom(bytes);
            frame = new Frame(read.Payload.Memory, read.Cursor is "" ? null : read.Cursor);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            frame = default;
            return false;
        }
    }
}
