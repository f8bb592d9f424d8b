using System.Diagnostics.CodeAnalysis;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>What one JSON object on a stream turned out to be.</summary>
/// <param name="Payload">The event or control frame, or null when the text was refused.</param>
/// <param name="Cursor">The resume point that travelled in the object itself (NDJSON, WebSocket), or null.</param>
/// <param name="Problem">Why the text was refused, or null.</param>
public readonly record struct ReadResult(Payload? Payload, string? Cursor, JsonProblem? Problem)
{
    /// <summary>True when a payload was read.</summary>
    [MemberNotNullWhen(true, nameof(Payload))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool Ok => Payload is not null;
}
