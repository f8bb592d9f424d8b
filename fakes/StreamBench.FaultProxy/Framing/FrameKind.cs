namespace StreamBench.FaultProxy.Framing;

/// <summary>What a piece of a stream is.</summary>
internal enum FrameKind
{
    /// <summary>A whole event: an SSE block with data, an NDJSON line, a WebSocket text or binary message, a gRPC message, an element
    /// of the answer to a long poll.</summary>
    Event,

    /// <summary>Whole, but no event: an SSE comment or a block without data, a blank line, a WebSocket control frame.</summary>
    Aside,

    /// <summary>Bytes nothing is known of: a piece of an event above the bound, or of a body without events.</summary>
    Part,
}
