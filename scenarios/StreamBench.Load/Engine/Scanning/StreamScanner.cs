namespace StreamBench.Load.Engine.Scanning;

/// <summary>One door to the scanners: the framing is a value of the stream.</summary>
internal static class StreamScanner
{
    /// <summary>Scans <paramref name="body"/>; WebSocket fragments are joined in it, so it is written to.</summary>
    internal static ScanResult Scan<TSink>(
        StreamFraming framing,
        Span<byte> body,
        ref ScanState state,
        ref TSink sink,
        int maxEvent
    )
        where TSink : IFrameSink, allows ref struct =>
        framing switch
        {
            StreamFraming.ServerSentEvents => SseScanner.Scan(body, ref state, ref sink, maxEvent),
            StreamFraming.JsonLines => JsonLinesScanner.Scan(body, ref state, ref sink, maxEvent),
            StreamFraming.Own => OwnScanner.Scan(body, ref state, ref sink),
            _ => WebSocketScanner.Scan(body, ref state, ref sink, maxEvent),
        };

    /// <summary>
    /// The stream ended in good order with <paramref name="kept"/> unfinished. True when that is no loss: the framing lets
    /// the end of the stream end an event, or discards the rest by its own rule.
    /// </summary>
    internal static bool Finish<TSink>(StreamFraming framing, ReadOnlySpan<byte> kept, ref TSink sink)
        where TSink : IFrameSink, allows ref struct
    {
        if (framing == StreamFraming.JsonLines)
        {
            JsonLinesScanner.Finish(kept, ref sink);
            return true;
        }

        return kept.IsEmpty;
    }
}
