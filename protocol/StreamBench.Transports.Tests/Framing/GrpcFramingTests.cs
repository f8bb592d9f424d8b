using System.Buffers.Binary;
using Google.Protobuf;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Framing;

namespace StreamBench.Transports.Tests.Framing;

public sealed class GrpcFramingTests
{
    [Fact]
    public void Messages_are_the_same_in_any_slicing()
    {
        byte[] stream = [.. Message("{\"a\":1}", "1:1"), .. Message("", ""), .. Message("{\"a\":2}", "")];

        foreach (var slices in Frames.EverySlicing(stream))
        {
            Frames
                .ReadAll(new GrpcFraming(), slices)
                .ShouldBe([
                    new("message", "{\"a\":1}", "1:1"),
                    new("message", "", ""),
                    new("message", "{\"a\":2}", ""),
                ]);
        }
    }

    [Fact]
    public void A_message_over_its_bound_is_refused_before_it_is_read()
    {
        ReadOnlySpan<byte> input = [0, 0x7f, 0xff, 0xff, 0xff];

        new GrpcFraming(maxEventBytes: 100).Read(ref input, out _).ShouldBe(FramingStep.TooLarge);
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 0x0a, 0x05 })]
    public void Compression_that_nobody_offered_and_broken_messages_are_corrupt(byte[] bytes)
    {
        ReadOnlySpan<byte> input = bytes;

        new GrpcFraming().Read(ref input, out _).ShouldBe(FramingStep.Corrupt);
    }

    [Fact]
    public void Half_a_message_is_known()
    {
        var framing = new GrpcFraming();

        Frames.ReadWhole(framing, Message("{}", "1:1").AsMemory(0, 7));

        framing.IsInsideFrame.ShouldBeTrue();
    }

    private static byte[] Message(string json, string cursor)
    {
        var message = new V1.Frame { Payload = ByteString.CopyFromUtf8(json), Cursor = cursor }.ToByteArray();
        var framed = new byte[GrpcFraming.PrefixLength + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed, GrpcFraming.PrefixLength);
        return framed;
    }
}
