using System.Buffers;
using Google.Protobuf;
using StreamBench.Protocol.Atmosphere;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere.Framing;

/// <summary>How a message stands in the body of a call: with its length before it.</summary>
internal static class MessageForm
{
    // MESSAGE as field 1, then the tag of field 3, as protobuf encodes them.
    private static ReadOnlySpan<byte> PayloadHead => [0x08, (byte)MessageType.Message, 0x1a];

    internal static void Write(IBufferWriter<byte> output, AtmosphereMessage message)
    {
        GrpcMessages.WritePrefix(output, message.CalculateSize());
        message.WriteTo(output);
    }

    /// <summary>Writes one frame (UTF-8) as the payload of a message: the bytes that the generated code writes, without a string in between.</summary>
    internal static void WritePayload(IBufferWriter<byte> output, ReadOnlySpan<byte> frame)
    {
        if (frame.IsEmpty)
        {
            Write(output, new AtmosphereMessage { Type = MessageType.Message }); // an empty field is not written
            return;
        }

        GrpcMessages.WritePrefix(
            output,
            PayloadHead.Length + CodedOutputStream.ComputeLengthSize(frame.Length) + frame.Length
        );
        output.Write(PayloadHead);
        var rest = (uint)frame.Length;
        var length = output.GetSpan(5);
        var at = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            length[at++] = (byte)(rest | 0x80);
        }

        length[at] = (byte)rest;
        output.Advance(at + 1);
        output.Write(frame);
    }
}
