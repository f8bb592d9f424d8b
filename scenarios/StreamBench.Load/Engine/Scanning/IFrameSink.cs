namespace StreamBench.Load.Engine.Scanning;

/// <summary>Takes what a scanner finds. Implemented by structs, so that the call is inlined into the scan.</summary>
internal interface IFrameSink
{
    /// <summary>One complete event, in the order of the wire.</summary>
    NextStep OnFrame(scoped StreamFrame frame);

    /// <summary>A WebSocket ping or close; other framings have none.</summary>
    void OnControl(WebSocketOpcode opcode, scoped ReadOnlySpan<byte> payload);
}
