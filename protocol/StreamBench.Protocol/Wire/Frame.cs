namespace StreamBench.Protocol.Wire;

/// <summary>
/// One unit that a transport delivered whole: an SSE block with data, an NDJSON line, one element of a long-poll batch, a
/// WebSocket message, a gRPC message.
/// </summary>
/// <param name="Data">The payload's bytes; valid until the next frame is read.</param>
/// <param name="Id">The frame's own resume point (SSE <c>id:</c>), or null where the transport has none.</param>
/// <param name="EventName">The frame's own type (SSE <c>event:</c>), or null.</param>
public readonly record struct Frame(ReadOnlyMemory<byte> Data, string? Id = null, string? EventName = null);
