using System.Text.Json;

namespace StreamBench.Transports.Tests;

/// <summary>One scenario of <c>conformance/vectors/sse-scenarios.json</c>: what a server answers, one connection after another.</summary>
public sealed record SseScenario(
    string Id,
    string Profile,
    List<SseScenario.Exchange> Connections,
    SseScenario.Expectation Expect
)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Not for a chat client: browsers' own affairs, and EventSource's way with 503 and with an id that is taken back.</summary>
    private static readonly string[] NotOurs = ["SSE-H04-503", "SSE-H13", "SSE-H14", "SSE-H17", "SSE-H18"];

    /// <summary>Tested elsewhere: closing during the answer, POST streams (the client never has one), silence.</summary>
    private static readonly string[] Elsewhere = ["SSE-H16", "SSE-H19", "SSE-H20"];

    private static readonly Dictionary<string, SseScenario> All = Load();

    public static IEnumerable<TheoryDataRow<string>> Ids =>
        All.Keys.Except(NotOurs).Except(Elsewhere).Select(id => new TheoryDataRow<string>(id));

    internal static SseScenario Find(string id) => All[id];

    private static Dictionary<string, SseScenario> Load()
    {
        var file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", "sse-scenarios.json"));
        return JsonElement
            .Parse(file)
            .GetProperty("scenarios")
            .EnumerateArray()
            .Where(scenario => scenario.TryGetProperty("connections", out _))
            .Select(scenario => scenario.Deserialize<SseScenario>(Web)!)
            .ToDictionary(scenario => scenario.Id);
    }

    public sealed record Exchange(Request? ExpectRequest, Response Respond);

    public sealed record Request(
        string? Path,
        Dictionary<string, string>? Headers,
        Dictionary<string, string>? HeadersHex,
        List<string>? AbsentHeaders,
        int? NotBeforeMs
    );

    public sealed record Response(int Status, Dictionary<string, string> Headers, string Body);

    public sealed record Expectation(List<JsonElement> Events, string? FinalStatus, bool? Error);
}
