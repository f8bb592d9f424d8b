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
}
