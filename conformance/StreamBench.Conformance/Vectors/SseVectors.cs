using System.Collections.Immutable;
using System.Text.Json;

namespace StreamBench.Conformance.Vectors;

/// <summary>Byte vectors of server-sent events, with what a parser has to make of each (<c>conformance/vectors/sse-vectors.json</c>).</summary>
public static class SseVectors
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>All vectors, in the order of the file.</summary>
    public static ImmutableArray<SseVector> All { get; } = Load();

    private static ImmutableArray<SseVector> Load()
    {
        using var file = typeof(SseVectors).Assembly.GetManifestResourceStream("vectors/sse-vectors.json")!;
        using var document = JsonDocument.Parse(file);
        return document.RootElement.GetProperty("vectors").Deserialize<ImmutableArray<SseVector>>(Json);
    }
}

/// <summary>A byte vector.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Level"><c>MUST</c> or <c>SHOULD</c>.</param>
/// <param name="Title">What it is about.</param>
/// <param name="InputHex">The bytes.</param>
/// <param name="Events">The events that they are.</param>
/// <param name="FinalLastEventId">The last event id after all bytes.</param>
/// <param name="RetryMs">The wait asked for, in milliseconds; null for none, a text where any will do.</param>
/// <param name="Comments">Its comments, in order; undefined where they are not told.</param>
public sealed record SseVector(
    string Id,
    string Level,
    string Title,
    string InputHex,
    ImmutableArray<SseVectorEvent> Events,
    string? FinalLastEventId,
    JsonElement RetryMs = default,
    JsonElement Comments = default
)
{
    /// <summary>True when missing it is no failure, but noted.</summary>
    public bool IsShould => Level == "SHOULD";

    /// <summary>How many bytes it has.</summary>
    public int Length => InputHex.Length / 2;

    /// <summary>The bytes.</summary>
    public byte[] Input => Convert.FromHexString(InputHex);
}

/// <summary>An event of a vector.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Data">Its data.</param>
/// <param name="LastEventId">The last event id after it.</param>
public sealed record SseVectorEvent(string Type, string Data, string LastEventId);
