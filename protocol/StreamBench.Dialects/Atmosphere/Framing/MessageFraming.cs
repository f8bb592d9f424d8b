using System.Text;
using Google.Protobuf;
using StreamBench.Protocol.Atmosphere;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>
/// Reads the messages of a call. A frame is the payload of a <c>MESSAGE</c>, and the words of an <c>ERROR</c>, which are no frame of
/// the dialect, so that its reader tells of them; <c>ACK</c> and <c>HEARTBEAT</c> are not passed on.
/// </summary>
/// <param name="maxEventBytes">Longest message accepted, in bytes. Default 1 MiB.</param>
internal sealed class MessageFraming(int maxEventBytes = JsonLimits.DefaultMaxEventBytes) : IFraming
{
    private readonly GrpcMessages messages = new(maxEventBytes);

    public bool IsInsideFrame => messages.IsInsideMessage;

    public FramingStep Read(ref ReadOnlySpan<byte> input, out Frame frame)
    {
        while (true)
        {
            frame = default;
            var step = messages.Read(ref input, out var bytes);
            if (step != FramingStep.Frame || Parse(bytes.Span) is not { } message)
            {
                return step == FramingStep.Frame ? FramingStep.Corrupt : step;
            }

            if (message.Type is MessageType.Message or MessageType.Error)
            {
                frame = new Frame(Encoding.UTF8.GetBytes(message.Payload));
                return FramingStep.Frame;
            }
        }
    }

    private static AtmosphereMessage? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return AtmosphereMessage.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
