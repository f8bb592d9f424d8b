using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Protocol.Tests.Wire;

public class DeltaReaderTests
{
    private const int Many = 100_000;

    private readonly DeltaReader reader = new();

    [Theory]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":""}""")]
    [InlineData("""{"type":"text.append","seq":17,"turn":"t1","item":"i1","text":"token"}""")]
    [InlineData(
        """{"type":"text.append","seq":17,"turn":"t1","item":"i1","agent":"a","text":"é 你好 👋","offset":0,"at":5}"""
    )]
    [InlineData("""{"type":"text.append","seq":17,"turn":"","item":"","text":"a\nb\"c\\d\/e\tf","cursor":"1:17"}""")]
    public void What_our_writer_writes_is_read_without_the_other_reader(string json)
    {
        reader.TryRead(Encoding.UTF8.GetBytes(json), out var delta, out var cursor).ShouldBeTrue();

        ShouldBeReadTheSame(Encoding.UTF8.GetBytes(json), delta, cursor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"type":"text.append","seq":0,"item":"i1","text":""}""")]
    [InlineData("""{"type":"text.append","seq":01,"item":"i1","text":""}""")]
    [InlineData("""{"type":"text.append","seq":9223372036854775808,"item":"i1","text":""}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1"}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":null,"text":""}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":"","text":""}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":"","offset":2147483648}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":"","cursor":""}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":"\ud83d"}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":"\x"}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":"a\"}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":"a\""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":"","later":1}""")]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":""} """)]
    [InlineData("""{"type":"text.append","seq":1,"item":"i1","text":""}{}""")]
    [InlineData("""{"type":"text.append","seq":1,"text":"","item":"i1"}""")]
    [InlineData("""{"type":"tool.output","seq":1,"item":"i1","text":""}""")]
    public void Whatever_is_unusual_or_wrong_is_left_to_the_other_reader(string json) =>
        reader.TryRead(Encoding.UTF8.GetBytes(json), out _, out _).ShouldBeFalse();

    [Fact]
    public void A_text_that_is_no_utf_8_is_left_to_the_other_reader_too()
    {
        foreach (var text in new[] { "\"î\"", "\"î\\n\"" })
        {
            var json = Encoding.Latin1.GetBytes($$"""{"type":"text.append","seq":1,"item":"i1","text":{{text}}}""");

            reader.TryRead(json, out _, out _).ShouldBeFalse(text);
        }
    }

    [Fact]
    public void Written_texts_read_the_same_as_by_the_other_reader() =>
        ReadAll(new WrittenTexts(seed: 1).Written).ShouldBeGreaterThan(Many / 4);

    [Fact]
    public void Foreign_texts_read_the_same_as_by_the_other_reader() =>
        ReadAll(new WrittenTexts(seed: 2).Foreign).ShouldBeGreaterThan(Many / 50);

    [Fact]
    public void Broken_texts_read_the_same_as_by_the_other_reader() =>
        ReadAll(new WrittenTexts(seed: 3).Broken).ShouldBeGreaterThan(Many / 50);

    [Fact]
    public void Every_byte_that_can_stand_in_the_place_of_another_reads_the_same()
    {
        var json = Encoding.UTF8.GetBytes(
            """{"type":"text.append","seq":10,"turn":"t1","item":"i1","agent":"a","text":"é\n","offset":3,"at":20,"cursor":"1:10"}"""
        );
        for (var at = 0; at < json.Length; at++)
        {
            var right = json[at];
            for (var b = 0; b < 256; b++)
            {
                json[at] = (byte)b;
                if (reader.TryRead(json, out var delta, out var cursor))
                {
                    ShouldBeReadTheSame(json, delta, cursor);
                }
            }

            json[at] = right;
        }
    }

    [Fact]
    public void More_names_than_are_remembered_are_still_told_apart()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var json = Encoding.UTF8.GetBytes(
                $$"""{"type":"text.append","seq":1,"turn":"t{{i % 99}}","item":"i{{i}}","text":""}"""
            );

            reader.TryRead(json, out var delta, out _).ShouldBeTrue();
            (delta.Turn, delta.Item).ShouldBe(($"t{i % 99}", $"i{i}"));
        }
    }

    // How many were read here and not left to the other reader; nothing can be said of those that were.
    private int ReadAll(Func<byte[]> next)
    {
        var read = 0;
        for (var i = 0; i < Many; i++)
        {
            var json = next();
            if (reader.TryRead(json, out var delta, out var cursor))
            {
                ShouldBeReadTheSame(json, delta, cursor);
                read++;
            }
        }

        return read;
    }

    private static void ShouldBeReadTheSame(byte[] json, TextDelta delta, ReadOnlySpan<byte> cursor)
    {
        var other = PayloadReader.Read(json);
        var same =
            delta.ToEvent().Equals(other.Payload)
            && (cursor.IsEmpty ? null : Encoding.UTF8.GetString(cursor)) == other.Cursor
            && delta == TextDelta.Of(delta.ToEvent());
        if (!same)
        {
            Assert.Fail($"{Encoding.UTF8.GetString(json)} became {delta}, but is {other}");
        }
    }
}
