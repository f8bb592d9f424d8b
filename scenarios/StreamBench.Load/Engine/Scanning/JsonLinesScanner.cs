namespace StreamBench.Load.Engine.Scanning;

/// <summary>Finds lines of NDJSON in place: LF or CRLF ends a line, blank lines mean nothing, the last line may lack its end.</summary>
internal static class JsonLinesScanner
{
    internal static ScanResult Scan<TSink>(ReadOnlySpan<byte> body, ref ScanState state, ref TSink sink, int maxEvent)
        where TSink : IFrameSink, allows ref struct
    {
        var line = 0;
        var from = state.Searched;
        state.Searched = 0;
        while (body[from..].IndexOf((byte)'\n') is var length and >= 0)
        {
            var end = from + length;
            if (end - line > maxEvent)
            {
                return ScanResult.Stop(ScanEnd.TooLarge);
            }

            var step = Deliver(body[line..end], ref sink);
            if (step != NextStep.Continue)
            {
                return ScanResult.Stop(ScanResult.Of(step));
            }

            line = from = end + 1;
        }

        state.Searched = body.Length - line;
        return body.Length - line > maxEvent
            ? ScanResult.Stop(ScanEnd.TooLarge)
            : new ScanResult(line, body.Length - line, ScanEnd.NeedsMore);
    }

    /// <summary>Hands over the line that the end of the stream ended.</summary>
    internal static void Finish<TSink>(ReadOnlySpan<byte> kept, ref TSink sink)
        where TSink : IFrameSink, allows ref struct => Deliver(kept, ref sink);

    private static NextStep Deliver<TSink>(ReadOnlySpan<byte> line, ref TSink sink)
        where TSink : IFrameSink, allows ref struct
    {
        if (line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        return line.IsEmpty ? NextStep.Continue : sink.OnFrame(new StreamFrame([], [], line));
    }
}
