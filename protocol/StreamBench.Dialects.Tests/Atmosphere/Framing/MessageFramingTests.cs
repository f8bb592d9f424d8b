using System.Buffers;
using System.Text;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Protocol.Atmosphere;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Atmosphere.Framing;

public sealed class MessageFramingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(20_000)]
    public void A_payload_is_written_as_the_generated_code_writes_it(int length)
    {
        var text = new string('é', length / 2) + new string('x', length % 2);
        var message = new AtmosphereMessage { Type = MessageType.Message, Payload = text };
        var (written, generated) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());

        MessageForm.WritePayload(written, Encoding.UTF8.GetBytes(text));
        MessageForm.Write(generated, message);

        written.WrittenSpan.ToArray().ShouldBe(generated.WrittenSpan.ToArray());
        AtmosphereMessage.Parser.ParseFrom(written.WrittenSpan[GrpcMessages.PrefixLength..]).ShouldBe(message);
    }

    [Fact]
    public void Frames_are_what_messages_carry_in_any_slicing()
    {
        var stream = Stream(
            new AtmosphereMessage { Type = MessageType.Ack, TrackingId = "me" },
            new AtmosphereMessage { Type = MessageType.Message, Payload = "{\"é\":1}" },
            new AtmosphereMessage { Type = MessageType.Heartbeat },
            new AtmosphereMessage { Type = MessageType.Error, Payload = "words" },
            new AtmosphereMessage { Type = MessageType.Message, Payload = "{}" }
        );

        for (var size = 1; size <= stream.Length; size++)
        {
            var (framing, read) = (new MessageFraming(), new List<string>());
            foreach (var piece in stream.Chunk(size))
            {
                ReadOnlySpan<byte> rest = piece;
                while (framing.Read(ref rest, out var frame) == FramingStep.Frame)
                {
                    read.Add(Encoding.UTF8.GetString(frame.Data.Span));
                }
            }

            read.ShouldBe(["{\"é\":1}", "words", "{}"], $"in pieces of {size}");
            framing.IsInsideFrame.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, FramingStep.Corrupt)]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 0x0a, 0x05 }, FramingStep.Corrupt)]
    [InlineData(new byte[] { 0, 0, 0, 0, 101 }, FramingStep.TooLarge)]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 0x08 }, FramingStep.NeedsMore)]
    public void What_is_no_message_is_told_apart(byte[] bytes, FramingStep step)
    {
        ReadOnlySpan<byte> input = bytes;

        new MessageFraming(maxEventBytes: 100).Read(ref input, out _).ShouldBe(step);
    }

    private static byte[] Stream(params AtmosphereMessage[] messages)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            MessageForm.Write(output, message);
        }

        return output.WrittenSpan.ToArray();
    }
}
