using System.Buffers;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamBench.Dialects.Atmosphere;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Dialects.Tests.Laws;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Atmosphere.Framing;

public sealed class LengthFramingTests
{
    [Theory]
    [InlineData("{\"event\":\"x\"}", "13|{\"event\":\"x\"}")]
    [InlineData("é👋|", "4|é👋|")]
    [InlineData("", "0|")]
    public void A_length_counts_code_units(string message, string expected) =>
        Framed(message).ShouldBe(Bytes(expected));

    [Fact]
    public void Any_slicing_gives_the_same_messages()
    {
        string[] messages = ["Hello", "é👋", "", "3|no", "👩‍👩‍👧‍👦|X", "X", new string('x', 300)];
        var stream = messages.SelectMany(message => Framed(message).Append(Heartbeat.Mark)).ToArray();
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                sizes =>
                {
                    var framing = new LengthFraming();
                    var read = new List<string>();
                    var rest = stream.AsSpan();
                    foreach (var size in sizes.Select(size => (size % 9) + 1).Append(stream.Length))
                    {
                        var piece = rest[..Math.Min(size, rest.Length)];
                        rest = rest[piece.Length..];
                        Drain(framing, piece, read);
                    }

                    read.ShouldBe(messages);
                }
            )
        );
    }

    [Theory]
    [InlineData("hello|", FramingStep.Corrupt)]
    [InlineData("|x", FramingStep.Corrupt)]
    [InlineData("-1|x", FramingStep.Corrupt)]
    [InlineData("1X|x", FramingStep.Corrupt)]
    [InlineData("12345678901", FramingStep.Corrupt)]
    [InlineData("1|👋", FramingStep.Corrupt)]
    [InlineData("11|xxxxxxxxxxx", FramingStep.TooLarge)]
    [InlineData("9999999999|", FramingStep.TooLarge)]
    [InlineData("4|你好你好", FramingStep.TooLarge)]
    public void What_is_no_length_or_too_long_is_refused(string stream, FramingStep expected)
    {
        var framing = new LengthFraming(maxEventBytes: 10);
        ReadOnlySpan<byte> input = Bytes(stream);

        framing.Read(ref input, out _).ShouldBe(expected);
    }

    [Fact]
    public void Half_a_character_counts_as_the_one_that_a_decoder_makes_of_it()
    {
        byte[] stream = [.. "2|a"u8, 0xf0, 0x9f, .. "1|b"u8];

        for (var size = 1; size <= stream.Length; size++)
        {
            var (framing, read) = (new LengthFraming(), new List<string>());
            foreach (var piece in stream.Chunk(size))
            {
                Drain(framing, piece, read);
            }

            read.ShouldBe(["a\ufffd", "b"]);
        }
    }

    [Fact]
    public void A_stream_may_end_between_messages_only()
    {
        var framing = new LengthFraming();
        Drain(framing, Bytes("2|ab"), []);
        framing.IsInsideFrame.ShouldBeFalse();

        Drain(framing, Bytes("2|a"), []);

        framing.IsInsideFrame.ShouldBeTrue();
    }

    [Fact]
    public void A_reader_that_counts_bytes_shows_in_the_final_state()
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find("s-hello")!);
        var frames = DialectLog.Encode(AtmosphereDialect.Instance, journal);
        var stream = frames.SelectMany(frame => Framed(Encoding.UTF8.GetString(frame.Data.Span))).ToArray();
        var expected = Content.Expected(AtmosphereDialect.Instance, journal);
        var messages = new List<string>();

        Drain(new LengthFraming(), stream, messages);

        Arrived(messages).ShouldBe(expected);
        Arrived(CountingBytes(stream)).ShouldNotBe(expected);
    }

    private static string Arrived(IEnumerable<string> messages) =>
        Content.Text(
            Content.Of(DialectLog.Decode(AtmosphereDialect.Instance, messages.Select(one => new Frame(Bytes(one)))))
        );

    // The bug: an emoji is 2 code units and 4 bytes.
    private static IEnumerable<string> CountingBytes(byte[] stream)
    {
        var at = 0;
        while (Array.IndexOf(stream, (byte)'|', at) is var bar and > 0)
        {
            var digits = Encoding.UTF8.GetString(stream[at..bar]);
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            {
                yield break;
            }

            at = Math.Min(bar + 1 + length, stream.Length);
            yield return Encoding.UTF8.GetString(stream[(bar + 1)..at]);
        }
    }

    private static void Drain(LengthFraming framing, ReadOnlySpan<byte> piece, List<string> messages)
    {
        FramingStep step;
        while ((step = framing.Read(ref piece, out var frame)) == FramingStep.Frame)
        {
            messages.Add(Encoding.UTF8.GetString(frame.Data.Span));
        }

        step.ShouldBe(FramingStep.NeedsMore);
    }

    private static byte[] Framed(string message)
    {
        var output = new ArrayBufferWriter<byte>();
        LengthPrefix.Write(output, Bytes(message));
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
