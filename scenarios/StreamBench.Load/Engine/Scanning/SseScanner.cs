using System.Buffers;

namespace StreamBench.Load.Engine.Scanning;

/// <summary>
/// Finds server-sent events in place (WHATWG HTML §9.2.6). An event is read only when all of it is there, so that its fields
/// are plain spans; what has not ended is left to the caller, who puts it before the next bytes. Gives the same events
/// for any slicing of the stream.
/// </summary>
internal static class SseScanner
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Scans <paramref name="body"/>, which begins with what the scan before it left.</summary>
    internal static ScanResult Scan<TSink>(ReadOnlySpan<byte> body, ref ScanState state, ref TSink sink, int maxEvent)
        where TSink : IFrameSink, allows ref struct
    {
        if (!TryBegin(body, ref state, out var start))
        {
            return new ScanResult(0, body.Length, ScanEnd.NeedsMore);
        }

        // One look for a CR a read is cheaper than two needles a line.
        return body.Contains((byte)'\r')
            ? Scan<TSink, AnyLineEnd>(body, start, ref state, ref sink, maxEvent)
            : Scan<TSink, LineFeedOnly>(body, start, ref state, ref sink, maxEvent);
    }

    private static bool TryBegin(ReadOnlySpan<byte> body, ref ScanState state, out int start)
    {
        start = 0;
        if (!state.Begun)
        {
            if (body.Length < ByteOrderMark.Length && ByteOrderMark.StartsWith(body))
            {
                return false;
            }

            state.Begun = true;
            start = body.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        }
        else if (state.SkipLineFeed && body.Length > 0)
        {
            state.SkipLineFeed = false;
            start = body[0] == '\n' ? 1 : 0;
        }

        return true;
    }

    private static ScanResult Scan<TSink, TLines>(
        ReadOnlySpan<byte> body,
        int start,
        ref ScanState state,
        ref TSink sink,
        int maxEvent
    )
        where TSink : IFrameSink, allows ref struct
        where TLines : ILineEnds
    {
        if (state.Searched > 0 && !HasBlankLine<TLines>(body, ref state))
        {
            return Keep(body, start, maxEvent);
        }

        state.Searched = 0;
        var lastId = state.LastId.Value;
        var line = start;
        var block = new SseBlock(start);
        while (true)
        {
            var length = TLines.IndexOf(body[line..]);
            if (length < 0)
            {
                break;
            }

            var next = line + length + TLines.LengthAt(body, line + length);
            if (length > 0)
            {
                block.Read(body.Slice(line, length), line, next);
                line = next;
                continue;
            }

            lastId = block.HasId ? block.Id(body) : lastId;
            if (block.DataLines > 0)
            {
                if (next - block.Start > maxEvent)
                {
                    return ScanResult.Stop(ScanEnd.TooLarge);
                }

                var step = Deliver<TSink, TLines>(body[..line], in block, lastId, ref sink);
                if (step != NextStep.Continue)
                {
                    state.LastId.Set(lastId);
                    return ScanResult.Stop(ScanResult.Of(step));
                }
            }

            state.SkipLineFeed = next == body.Length && body[next - 1] == '\r';
            line = next;
            block.Restart(next);
        }

        state.LastId.Set(lastId);

        // A line whose CR is the last byte may yet turn out to end with CRLF: it is searched again.
        var again = line == body.Length && line > block.Start && body[line - 1] == '\r' ? block.LastLine : line;
        state.Searched = again - block.Start;
        return Keep(body, block.Start, maxEvent);
    }

    private static bool HasBlankLine<TLines>(ReadOnlySpan<byte> body, ref ScanState state)
        where TLines : ILineEnds
    {
        var line = state.Searched;
        while (TLines.IndexOf(body[line..]) is var length and >= 0)
        {
            if (length == 0)
            {
                return true;
            }

            var next = line + length + TLines.LengthAt(body, line + length);
            if (next == body.Length && body[next - 1] == '\r')
            {
                break;
            }

            line = next;
        }

        state.Searched = line;
        return false;
    }

    private static ScanResult Keep(ReadOnlySpan<byte> body, int start, int maxEvent) =>
        body.Length - start > maxEvent
            ? ScanResult.Stop(ScanEnd.TooLarge)
            : new ScanResult(start, body.Length - start, ScanEnd.NeedsMore);

    private static NextStep Deliver<TSink, TLines>(
        ReadOnlySpan<byte> body,
        in SseBlock block,
        scoped ReadOnlySpan<byte> id,
        ref TSink sink
    )
        where TSink : IFrameSink, allows ref struct
        where TLines : ILineEnds =>
        block.DataLines == 1
            ? sink.OnFrame(new StreamFrame(id, block.Type(body), block.Data(body)))
            : DeliverJoined<TSink, TLines>(body, in block, id, ref sink);

    private static NextStep DeliverJoined<TSink, TLines>(
        ReadOnlySpan<byte> body,
        in SseBlock block,
        scoped ReadOnlySpan<byte> id,
        ref TSink sink
    )
        where TSink : IFrameSink, allows ref struct
        where TLines : ILineEnds
    {
        var joined = ArrayPool<byte>.Shared.Rent(body.Length - block.Start);
        var length = 0;
        var line = block.Start;
        while (line < body.Length)
        {
            var end = TLines.IndexOf(body[line..]);
            if (SseBlock.IsData(body.Slice(line, end), out var value))
            {
                value.CopyTo(joined.AsSpan(length));
                length += value.Length;
                joined[length++] = (byte)'\n';
            }

            line += end + TLines.LengthAt(body, line + end);
        }

        var step = sink.OnFrame(new StreamFrame(id, block.Type(body), joined.AsSpan(0, length - 1)));
        ArrayPool<byte>.Shared.Return(joined);
        return step;
    }
}
