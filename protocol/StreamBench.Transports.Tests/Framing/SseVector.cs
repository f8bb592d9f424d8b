using System.Text.Json;

namespace StreamBench.Transports.Tests.Framing;

/// <summary>One byte vector of <c>conformance/vectors/sse-vectors.json</c>.</summary>
public sealed record SseVector(
    string Id,
    string InputHex,
    List<SseVector.Event> Events,
    JsonElement RetryMs,
    string FinalLastEventId
)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, SseVector> All = Load().ToDictionary(vector => vector.Id);

    public static IEnumerable<TheoryDataRow<string>> Ids => All.Keys.Select(id => new TheoryDataRow<string>(id));

    public static int Count => All.Count;

    internal byte[] Bytes => Convert.FromHexString(InputHex);

    internal List<ReadFrame> Expected => [.. Events.Select(e => new ReadFrame(e.Type, e.Data, e.LastEventId))];

    internal static SseVector Find(string id) => All[id];

    private static List<SseVector> Load()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "vectors", "sse-vectors.json"));
        using var document = JsonDocument.Parse(file);
        return document.RootElement.GetProperty("vectors").Deserialize<List<SseVector>>(Web)!;
    }

    public sealed record Event(string Type, string Data, string LastEventId);
}
