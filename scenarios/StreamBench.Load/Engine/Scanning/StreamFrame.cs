namespace StreamBench.Load.Engine.Scanning;

/// <summary>
/// One event as it lies in the receive buffer: an SSE event, a line of NDJSON, a WebSocket message. Valid only during the
/// call that hands it over.
/// </summary>
internal readonly ref struct StreamFrame(ReadOnlySpan<byte> id, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
{
    /// <summary>SSE: the last event id, sticky as the standard has it. Empty where there is none.</summary>
    internal ReadOnlySpan<byte> Id { get; } = id;

    /// <summary>SSE: the event's type, <c>message</c> by default. WebSocket: <c>text</c> or <c>binary</c>. NDJSON: empty.</summary>
    internal ReadOnlySpan<byte> Type { get; } = type;

    /// <summary>The payload, not checked to be UTF-8; several SSE data lines are joined by LF.</summary>
    internal ReadOnlySpan<byte> Data { get; } = data;
}
