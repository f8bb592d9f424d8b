using System.Text.Json;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Tests.Engine.Scanning;

/// <summary>The public behaviours of server-sent events, byte for byte, under every slicing that the vectors ask for.</summary>
public sealed class SseVectorTests
{
    private static readonly JsonElement[] Vectors = Load();

    public static TheoryData<string> Ids => [.. Vectors.Select(v => v.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_slicing_of_a_vector_gives_its_events(string id)
    {
        var vector = Vectors.Single(v => v.GetProperty("id").GetString() == id);
        var input = Convert.FromHexString(vector.GetProperty("inputHex").GetString()!);
        var expected = vector.GetProperty("events").EnumerateArray().Select(Expected).ToList();

        var whole = FrameCollector.Read(StreamFraming.ServerSentEvents, [input]);
        var single = FrameCollector.Read(StreamFraming.ServerSentEvents, Slices.Single(input));

        whole.Frames.ShouldBe(expected);
        single.Frames.ShouldBe(expected);
        whole.LastId.ShouldBe(vector.GetProperty("finalLastEventId").GetString());
        single.LastId.ShouldBe(whole.LastId);
        foreach (var two in Slices.EveryTwo(input).Where(_ => input.Length < 500))
        {
            FrameCollector.Read(StreamFraming.ServerSentEvents, two).Frames.ShouldBe(expected);
        }
    }

    [Fact]
    public void All_vectors_are_read() => Vectors.Length.ShouldBe(86);

    private static (string Id, string Type, string Data) Expected(JsonElement happening) =>
        (
            happening.GetProperty("lastEventId").GetString()!,
            happening.GetProperty("type").GetString()!,
            happening.GetProperty("data").GetString()!
        );

    private static JsonElement[] Load()
    {
        using var file = typeof(SseVectorTests).Assembly.GetManifestResourceStream("sse-vectors.json")!;
        return [.. JsonSerializer.Deserialize<JsonElement>(file).GetProperty("vectors").EnumerateArray()];
    }
}
