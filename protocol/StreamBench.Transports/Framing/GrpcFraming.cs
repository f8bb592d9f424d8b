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
    public const int PrefixLength = GrpcMessages.PrefixLength;

    private readonly GrpcMessages messages = new(maxEventBytes);

    /// <inheritdoc/>
    public bool IsInsideFrame => messages.IsInsideMessage;

    /// <inheritdoc/>
    public FramingStep Read(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        frame = default;
        var step = messages.Read(ref input, out var message);
        return step != FramingStep.Frame ? step
            : TryParse(message.Span, out frame) ? FramingStep.Frame
            : FramingStep.Corrupt;
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
