using System.Text;
using System.Text.Json;
using StreamBench.Transports.Framing;

namespace StreamBench.Transports.Tests.Framing;

public sealed class Utf8VectorTests
{
    private static readonly List<JsonElement> All = Load();

    [Fact]
    public void All_vectors_are_there() => All.Count.ShouldBe(132);

    [Fact]
    public void A_broken_sequence_becomes_a_replacement_character_and_the_stream_goes_on()
    {
        foreach (var vector in All.Where(IsOneLine))
        {
            byte[] text = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
            var expected = vector.GetProperty("decodedReplace").GetString()!;
            var name = vector.GetProperty("case").GetString();

            byte[] sse = [.. "data: "u8, .. text, .. "\n\ndata: next\n\n"u8];
            byte[] ndjson = [.. "\""u8, .. text, .. "\"\n\"next\"\n"u8];

            Frames
                .ReadAll(new EventStreamParser(), Frames.Pieces(sse, 1))
                .ShouldBe([new("message", expected, ""), new("message", "next", "")], name);
            Frames
                .ReadAll(new JsonLinesFraming(), Frames.Pieces(ndjson, 1))
                .ShouldBe([new("message", $"\"{expected}\"", ""), new("message", "\"next\"", "")], name);
        }
    }

    // A vector with a line end inside is two lines here; there is none today, and a new one should be looked at.
    private static bool IsOneLine(JsonElement vector) =>
        Convert.FromHexString(vector.GetProperty("hex").GetString()!).AsSpan().IndexOfAny((byte)'\n', (byte)'\r') < 0;

    private static List<JsonElement> Load()
    {
        var file = File.ReadAllText(
            Path.Combine(AppContext.BaseDirectory, "vectors", "utf8-vectors.json"),
            Encoding.UTF8
        );
        return [.. JsonElement.Parse(file).GetProperty("vectors").EnumerateArray()];
    }
}
