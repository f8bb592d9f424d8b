using System.Text;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Tests.Engine.Scanning;

namespace StreamBench.Load.Tests.Engine.Http;

public sealed class ChunkedDecoderTests
{
    [Fact]
    public void Any_slicing_gives_the_same_body()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var (wire, body) = Chunks(random);

            var whole = Decode([wire]);
            var sliced = Decode(Slices.Random(wire, random, 1 + (seed % 60)));

            whole.ShouldBe((ChunkedEnd.Ended, body), $"seed {seed}");
            sliced.ShouldBe(whole, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("\r\nabc")]
    [InlineData("zz\r\n")]
    [InlineData("3\nabc\r\n")]
    [InlineData("3\r\nabcX\r\n")]
    [InlineData("3\r\nabc\rX")]
    [InlineData("-3\r\nabc\r\n")]
    [InlineData("1234567890abcdef\r\n")]
    [InlineData("0\r\n\rX")]
    public void What_is_no_chunk_is_malformed(string wire)
    {
        var bytes = Encoding.ASCII.GetBytes(wire);

        Decode([bytes]).End.ShouldBe(ChunkedEnd.Malformed);
        Decode(Slices.Single(bytes)).End.ShouldBe(ChunkedEnd.Malformed);
    }

    [Theory]
    [InlineData("3;")]
    [InlineData("0\r\nX-Trailer: ")]
    public void Extensions_and_trailers_that_never_end_are_malformed(string start)
    {
        var wire = Encoding.ASCII.GetBytes(start + new string('x', ChunkedDecoder.MaxOverhead + 1));

        Decode([wire]).End.ShouldBe(ChunkedEnd.Malformed);
    }

    [Fact]
    public void Reading_stops_at_the_end_of_the_body()
    {
        var bytes = "1\r\na\r\n0\r\n\r\nHTTP/1.1 200 OK"u8.ToArray();
        var decoder = default(ChunkedDecoder);

        decoder.Decode(bytes, out var body, out var read).ShouldBe(ChunkedEnd.Ended);

        (body, read).ShouldBe((1, 11));
    }

    private static (ChunkedEnd End, string Body) Decode(IEnumerable<byte[]> slices)
    {
        var decoder = default(ChunkedDecoder);
        var body = new StringBuilder();
        var end = ChunkedEnd.NeedsMore;
        foreach (var slice in slices.Where(_ => end == ChunkedEnd.NeedsMore))
        {
            var bytes = slice.ToArray();
            end = decoder.Decode(bytes, out var length, out _);
            body.Append(Encoding.ASCII.GetString(bytes, 0, length));
        }

        return (end, body.ToString());
    }

    private static (byte[] Wire, string Body) Chunks(Random random)
    {
        string[] extensions = ["", ";a=b", " ; quoted=\"x\""];
        var (wire, body) = (new StringBuilder(), new StringBuilder());
        for (var n = random.Next(20); n >= 0; n--)
        {
            var text = new string((char)('a' + random.Next(26)), 1 + random.Next(100));
            var size = random.Next(2) == 0 ? $"{text.Length:x}" : $"00{text.Length:X}";
            wire.Append($"{size}{extensions[random.Next(3)]}\r\n{text}\r\n");
            body.Append(text);
        }

        wire.Append(random.Next(2) == 0 ? "0\r\n\r\n" : "000;last\r\nX-Sum: 1\r\nX-Other: 2\r\n\r\n");
        return (Encoding.ASCII.GetBytes(wire.ToString()), body.ToString());
    }
}
