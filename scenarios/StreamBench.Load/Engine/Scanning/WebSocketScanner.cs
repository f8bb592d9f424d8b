using System.Buffers.Binary;

namespace StreamBench.Load.Engine.Scanning;

/// <summary>
/// Finds WebSocket messages in place (RFC 6455 §5). Fragments are joined at the front of the buffer; control frames
/// between them are handed over as they come. Text is not checked to be UTF-8: whoever reads the payload does that.
/// </summary>
internal static class WebSocketScanner
{
    /// <summary>RFC 6455 §7.1.5: the close frame held no code.</summary>
    internal const ushort NoCloseCode = 1005;

    internal static ScanResult Scan<TSink>(Span<byte> body, ref ScanState state, ref TSink sink, int maxEvent)
        where TSink : IFrameSink, allows ref struct
    {
        // Before `raw` lies the joined payload of an open message, from `joined - state.Joined` on.
        var raw = state.Joined;
        var joined = state.Joined;
        while (true)
        {
            var head = WebSocketFrameHead.Read(body[raw..]);
            if (head.Length == 0)
            {
                break;
            }

            if (!head.IsAllowed || BreaksOrder(head, state.Fragmented))
            {
                return ScanResult.Stop(ScanEnd.Malformed);
            }

            if (head.PayloadLength > (ulong)(maxEvent - state.Joined))
            {
                return ScanResult.Stop(ScanEnd.TooLarge);
            }

            var payload = raw + head.Length;
            var next = payload + (int)head.PayloadLength;
            if (next > body.Length)
            {
                break;
            }

            if (head.Opcode >= WebSocketOpcode.Close)
            {
                sink.OnControl(head.Opcode, body[payload..next]);
                if (head.Opcode == WebSocketOpcode.Close)
                {
                    state.CloseCode = CloseCode(body[payload..next]);
                    return ScanResult.Stop(ScanEnd.PeerClosed);
                }

                raw = next;
                continue;
            }

            var whole = body[payload..next];
            var opcode = head.Opcode;
            if (!head.Final || opcode == WebSocketOpcode.Continuation)
            {
                whole = Join(body, ref state, ref joined, in head, payload, raw);
                opcode = state.Fragmented;
            }

            raw = next;
            if (!head.Final)
            {
                continue;
            }

            state.Fragmented = WebSocketOpcode.Continuation;
            state.Joined = 0;
            var type = opcode == WebSocketOpcode.Text ? "text"u8 : "binary"u8;
            var step = sink.OnFrame(new StreamFrame([], type, whole));
            if (step != NextStep.Continue)
            {
                return ScanResult.Stop(ScanResult.Of(step));
            }
        }

        return Keep(body, state.Joined, joined, raw);
    }

    private static bool BreaksOrder(in WebSocketFrameHead head, WebSocketOpcode open) =>
        head.Opcode < WebSocketOpcode.Close
        && (head.Opcode == WebSocketOpcode.Continuation) != (open != WebSocketOpcode.Continuation);

    /// <summary>Moves a fragment's payload behind those before it; the message ends with its final fragment.</summary>
    private static Span<byte> Join(
        Span<byte> body,
        scoped ref ScanState state,
        scoped ref int joined,
        scoped in WebSocketFrameHead head,
        int payload,
        int raw
    )
    {
        if (state.Fragmented == WebSocketOpcode.Continuation)
        {
            state.Fragmented = head.Opcode;
            joined = raw;
        }

        var length = (int)head.PayloadLength;
        body.Slice(payload, length).CopyTo(body[joined..]);
        joined += length;
        state.Joined += length;
        return body.Slice(joined - state.Joined, state.Joined);
    }

    /// <summary>Closes the gap between the joined payload and the bytes not yet read.</summary>
    private static ScanResult Keep(Span<byte> body, int joinedLength, int joinedEnd, int raw)
    {
        if (joinedLength == 0)
        {
            return new ScanResult(raw, body.Length - raw, ScanEnd.NeedsMore);
        }

        body[raw..].CopyTo(body[joinedEnd..]);
        var start = joinedEnd - joinedLength;
        return new ScanResult(start, joinedLength + body.Length - raw, ScanEnd.NeedsMore);
    }

    private static ushort CloseCode(ReadOnlySpan<byte> payload) =>
        payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : NoCloseCode;
}
