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

public sealed class LengthReaderTests
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
                    var reader = new LengthReader();
                    var read = new List<string>();
                    var rest = stream.AsSpan();
                    foreach (var size in sizes.Select(size => (size % 9) + 1).Append(stream.Length))
                    {
                        var piece = rest[..Math.Min(size, rest.Length)];
                        rest = rest[piece.Length..];
                        Drain(reader, piece, read);
                    }

                    read.ShouldBe(messages);
                }
            )
        );
    }

    [Theory]
    [InlineData("hello|")]
    [InlineData("|x")]
    [InlineData("-1|x")]
    [InlineData("12345678901")]
    [InlineData("11|xxxxxxxxxxx")]
    [InlineData("1|👋")]
    public void What_is_no_length_or_too_long_is_refused_with_a_sentence(string stream)
    {
        var reader = new LengthReader(maxUnits: 10);
        reader.Add(Bytes(stream));

        Should.Throw<FormatException>(() => reader.TryRead(out _)).Message.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_stream_may_end_between_messages_only()
    {
        var reader = new LengthReader();
        Drain(reader, Bytes("2|ab"), []);
        reader.IsBetweenMessages.ShouldBeTrue();

        Drain(reader, Bytes("2|a"), []);

        reader.IsBetweenMessages.ShouldBeFalse();
    }

    [Fact]
    public void A_reader_that_counts_bytes_shows_in_the_final_state()
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find("s-hello")!);
        var frames = DialectLog.Encode(AtmosphereDialect.Instance, journal);
        var stream = frames.SelectMany(frame => Framed(Encoding.UTF8.GetString(frame.Data.Span))).ToArray();
        var expected = Content.Expected(AtmosphereDialect.Instance, journal);
        var messages = new List<string>();

        Drain(new LengthReader(), stream, messages);

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

    private static void Drain(LengthReader reader, ReadOnlySpan<byte> piece, List<string> messages)
    {
        reader.Add(piece);
        while (reader.TryRead(out var message))
        {
            messages.Add(Encoding.UTF8.GetString(message.Span));
        }
    }

    private static byte[] Framed(string message)
    {
        var output = new ArrayBufferWriter<byte>();
        LengthPrefix.Write(output, Bytes(message));
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
