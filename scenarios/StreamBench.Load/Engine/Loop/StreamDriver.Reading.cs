using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Scanning;
using StreamBench.Load.Engine.Streams;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Loop;

/// <content>From bytes to events: one read, one look at the clock, one scan.</content>
internal sealed partial class StreamDriver<TVisitor>
{
    private void Receive(int stream, ref StreamSlot slot)
    {
        var window = kept.Window(ref slot);
        var before = slot.KeptLength;
        if (slot.Pace > 0 && window.Length - before > Sip(slot.Pace))
        {
            window = window[..(before + Sip(slot.Pace))];
        }

        visitor.Prepare(stream);
        var received = poller.Receive(slot.Handle, window[before..], out var arrivedAtUnix);
        switch (received.Status)
        {
            case IoStatus.Done:
                break;
            case IoStatus.WouldBlock:
                return;
            case IoStatus.Ended:
                OnConnectionEnded(stream, ref slot);
                return;
            case IoStatus.Cut:
                End(stream, new StreamEnding(StreamEndKind.Truncated, StreamSide.Path), CloseHow.InOrder);
                return;
            default:
                End(stream, new StreamEnding(StreamEndKind.Reset, StreamSide.Path), CloseHow.Reset);
                return;
        }

        var now = clock.Now;
        var isStamped = arrivedAtUnix != 0;
        var arrivedAt = isStamped ? Math.Min(now, arrivedAtUnix - clock.UnixOffset) : now;
        var stamp = new ReadStamp(now, arrivedAt, now + clock.UnixOffset, received.Bytes, isStamped);
        if (slot.Phase == StreamPhase.Head)
        {
            ReadHead(stream, ref slot, window[..(before + received.Bytes)], in stamp);
            return;
        }

        slot.Deadline = SilentUntil(in slot, now);
        ReadBody(stream, ref slot, window[..(before + received.Bytes)], before, in stamp);
        if (slot.Pace > 0 && slot.Phase == StreamPhase.Body)
        {
            Pause(stream, ref slot, now, received.Bytes);
        }
    }

    // A slow reader takes a twentieth of a second's bytes at a time.
    private static int Sip(int bytesPerSecond) => Math.Max(1, bytesPerSecond / 20);

    private void Pause(int stream, ref StreamSlot slot, long now, int bytes)
    {
        slot.IsPaused = true;
        poller.Pause(slot.Handle);
        wheel.Arm(stream, now + (bytes * 1_000_000_000L / slot.Pace));
    }

    private void Continue(int stream, ref StreamSlot slot)
    {
        slot.IsPaused = false;
        poller.Continue(slot.Handle);
        wheel.Arm(stream, slot.Deadline);
        Receive(stream, ref slot);
    }

    private void ReadHead(int stream, ref StreamSlot slot, Span<byte> bytes, in ReadStamp stamp)
    {
        var request = options.Targets[slot.Target].Request;
        var searched = slot.KeptLength;
        ResponseHead head;
        do
        {
            var length = ResponseHeadParser.FindEnd(bytes, searched);
            if (length == 0 && bytes.Length < ResponseHeadParser.MaxLength)
            {
                kept.Keep(ref slot, bytes);
                return;
            }

            if (length == 0 || !ResponseHeadParser.TryParse(bytes[..length], request.Accept.Span, out head))
            {
                End(stream, new StreamEnding(StreamEndKind.Corrupt, StreamSide.Server), CloseHow.Reset);
                return;
            }

            bytes = bytes[length..];
            searched = 0;
        } while (head.IsInterim);

        visitor.OnHeaders(stream, in head, stamp.At);
        if (ResponseVerdict.Refusal(head, request.Framing) is { } refusal)
        {
            End(stream, refusal, CloseHow.InOrder);
            return;
        }

        slot.Phase = StreamPhase.Body;
        slot.Body = BodyDecoder.For(head);
        slot.KeptLength = 0;
        slot.Deadline = SilentUntil(in slot, stamp.At);
        wheel.Arm(stream, slot.Deadline);
        if (request.HasMessage)
        {
            SendMessage(stream, ref slot);
        }

        if (slot.Phase == StreamPhase.Body)
        {
            ReadBody(stream, ref slot, bytes, 0, in stamp);
        }
    }

    private void ReadBody(int stream, ref StreamSlot slot, Span<byte> bytes, int before, in ReadStamp stamp)
    {
        var framing = options.Targets[slot.Target].Request.Framing;
        var (end, length) = (ChunkedEnd.NeedsMore, bytes.Length - before);
        if (framing != StreamFraming.WebSocket)
        {
            end = slot.Body.Decode(bytes[before..], out length, out _);
        }

        var sink = new VisitorSink<TVisitor>(ref visitor, stream, in stamp);
        var scanned = StreamScanner.Scan(
            framing,
            bytes[..(before + length)],
            ref slot.Scan,
            ref sink,
            options.MaxEventBytes
        );
        visitor.OnRead(stream, sink.Events, in stamp);
        if (sink.Ping.IsWaiting)
        {
            SendFrame(stream, ref slot, WebSocketOpcode.Pong, sink.Ping.Value);
        }

        if (
            framing == StreamFraming.WebSocket
            && slot.Phase == StreamPhase.Body
            && visitor.TakeSaying(stream) is { IsEmpty: false } words
        )
        {
            Say(stream, ref slot, words.Span);
        }

        var rest = bytes.Slice(scanned.Start, scanned.Length);
        if (slot.Phase != StreamPhase.Body)
        {
            // What was sent found the connection broken.
        }
        else if (scanned.End != ScanEnd.NeedsMore)
        {
            OnScanStopped(stream, ref slot, scanned.End);
        }
        else if (end == ChunkedEnd.NeedsMore)
        {
            kept.Keep(ref slot, rest);
        }
        else
        {
            OnBodyEnded(stream, framing, end, rest, in stamp);
        }
    }

    private void OnScanStopped(int stream, ref StreamSlot slot, ScanEnd why)
    {
        switch (why)
        {
            case ScanEnd.CloseWanted:
                End(stream, StreamEnding.Abandoned, CloseHow.InOrder);
                break;
            case ScanEnd.ResetWanted:
                End(stream, StreamEnding.Abandoned, CloseHow.Reset);
                break;
            case ScanEnd.PeerClosed:
                OnPeerClosed(stream, ref slot);
                break;
            case ScanEnd.TooLarge:
                End(stream, new StreamEnding(StreamEndKind.TooLarge, StreamSide.Server), CloseHow.Reset);
                break;
            default:
                End(stream, new StreamEnding(StreamEndKind.Corrupt, StreamSide.Server), CloseHow.Reset);
                break;
        }
    }

    private void OnPeerClosed(int stream, ref StreamSlot slot)
    {
        // RFC 6455 §5.5.1: a close frame is answered by one; whether it arrives no longer matters.
        SendFrame(stream, ref slot, WebSocketOpcode.Close, []);
        if (slot.Phase == StreamPhase.Body)
        {
            var code = slot.Scan.CloseCode;
            End(stream, new StreamEnding(StreamEndKind.Closed, StreamSide.Server, code), CloseHow.InOrder);
        }
    }

    private void OnBodyEnded(
        int stream,
        StreamFraming framing,
        ChunkedEnd end,
        ReadOnlySpan<byte> rest,
        in ReadStamp stamp
    )
    {
        var sink = new VisitorSink<TVisitor>(ref visitor, stream, in stamp);
        var isWhole = end == ChunkedEnd.Ended && StreamScanner.Finish(framing, rest, ref sink);
        var kind = (end, isWhole) switch
        {
            (ChunkedEnd.Malformed, _) => StreamEndKind.Corrupt,
            (_, false) => StreamEndKind.Truncated,
            _ => StreamEndKind.Completed,
        };
        End(stream, new StreamEnding(kind, StreamSide.Server), CloseHow.InOrder);
    }

    private void OnConnectionEnded(int stream, ref StreamSlot slot)
    {
        var framing = options.Targets[slot.Target].Request.Framing;
        if (slot.Phase == StreamPhase.Body && framing != StreamFraming.WebSocket && slot.Body.EndsWithConnection)
        {
            var now = clock.Now;
            var stamp = new ReadStamp(now, now, now + clock.UnixOffset, 0, IsStamped: false);
            OnBodyEnded(stream, framing, ChunkedEnd.Ended, slot.Kept.AsSpan(0, slot.KeptLength), in stamp);
            return;
        }

        End(stream, new StreamEnding(StreamEndKind.Truncated, StreamSide.Path), CloseHow.InOrder);
    }
}
