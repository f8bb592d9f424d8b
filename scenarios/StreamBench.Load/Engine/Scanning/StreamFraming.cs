namespace StreamBench.Load.Engine.Scanning;

/// <summary>How events are told apart in the bytes of a body.</summary>
internal enum StreamFraming : byte
{
    /// <summary>Server-sent events, WHATWG HTML §9.2.</summary>
    ServerSentEvents,

    /// <summary>One JSON text a line.</summary>
    JsonLines,

    /// <summary>RFC 6455, after the upgrade.</summary>
    WebSocket,

    /// <summary>As the transport or the dialect itself frames: gRPC messages, batches of polls, lengths before messages. The portable path's.</summary>
    Own,
}
