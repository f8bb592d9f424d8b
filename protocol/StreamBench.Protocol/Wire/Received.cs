using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>What a decoder made of a frame: a payload with its resume point, or an oddity of the wire.</summary>
/// <param name="Payload">The event or control frame, or null.</param>
/// <param name="Cursor">Where to resume once this payload is applied, or null when it is no resume point.</param>
/// <param name="Problem">Why nothing could be made of the frame, or null.</param>
public readonly record struct Received(Payload? Payload, string? Cursor, JsonProblem? Problem = null);
