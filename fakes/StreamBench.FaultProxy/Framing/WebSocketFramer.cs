using System.Buffers;

namespace StreamBench.FaultProxy.Framing;

/// <summary>
/// WebSocket frames (RFC 6455 §5): an event is a whole text or binary message, all its fragments together; control frames between them are
/// asides and overtake the message they interrupt. A message above the bound passes frame by frame, whatever its length.
/// </summary>
internal sealed class WebSocketFramer : EventFramer
{
    private readonly ArrayBufferWriter<byte> frame = new();
    private readonly ArrayBufferWriter<byte> message = new();
    private bool messageIsOversize;
    private bool passedFrameIsFinal;
    private int headBytesReleased;
    private long passing;

    public override void Feed(ReadOnlyMemory<byte> input, EventSink sink)
    {
        while (!input.IsEmpty)
        {
            var taken = passing > 0 ? Pass(input, sink) : Collect(input, sink);
            input = input[taken..];
        }
    }

    public override void Release(EventSink sink)
    {
        if (message.WrittenCount > 0)
        {
            messageIsOversize = true;
            EmitPart(sink, Take(message));
        }
        if (WebSocketHeader.TryRead(frame.WrittenSpan, out var header))
        {
            passedFrameIsFinal = header is { IsFinal: true, IsControl: false };
            messageIsOversize |= !header.IsControl;
            passing = header.FrameLength - frame.WrittenCount;
            EmitPart(sink, Take(frame));
        }
        else
        {
            // A few bytes of a header go, and are kept too: without them nobody could tell where the frame ends.
            EmitPart(sink, frame.WrittenSpan[headBytesReleased..].ToArray());
            headBytesReleased = frame.WrittenCount;
        }
    }

    private int Pass(ReadOnlyMemory<byte> input, EventSink sink)
    {
        var count = (int)Math.Min(passing, input.Length);
        EmitPart(sink, input[..count]);
        passing -= count;
        if (passing == 0 && passedFrameIsFinal)
            EndOversize(sink);
        return count;
    }

    private int Collect(ReadOnlyMemory<byte> input, EventSink sink)
    {
        if (frame.WrittenCount == 0 && WebSocketHeader.TryRead(input.Span, out var header))
        {
            if (MustPass(header))
                return BeginPass(header, input[..header.Length], header.Length, sink);
            if (header.FrameLength <= input.Length)
            {
                Complete(header, input[..(int)header.FrameLength], sink);
                return (int)header.FrameLength;
            }
        }
        return Gather(input, sink);
    }

    /// <summary>Puts a frame together that came in several reads.</summary>
    private int Gather(ReadOnlyMemory<byte> input, EventSink sink)
    {
        var isKnown = WebSocketHeader.TryRead(frame.WrittenSpan, out var header);
        var wanted = isKnown ? header.FrameLength - frame.WrittenCount : 1;
        var count = (int)Math.Min(wanted, input.Length);
        frame.Write(input.Span[..count]);
        if (!isKnown && WebSocketHeader.TryRead(frame.WrittenSpan, out header) && MustPass(header))
            return BeginPass(header, Take(frame), count, sink);
        if (header.Length > 0 && header.FrameLength == frame.WrittenCount)
            Complete(header, Take(frame), sink);
        return count;
    }

    private bool MustPass(in WebSocketHeader header) =>
        headBytesReleased > 0
        || header.FrameLength > MaxEventBytes - message.WrittenCount
        || (messageIsOversize && !header.IsControl);

    private int BeginPass(in WebSocketHeader header, ReadOnlyMemory<byte> head, int taken, EventSink sink)
    {
        EmitPart(sink, Take(message));
        EmitPart(sink, head[headBytesReleased..]);
        headBytesReleased = 0;
        messageIsOversize |= !header.IsControl;
        passedFrameIsFinal = header is { IsFinal: true, IsControl: false };
        passing = header.PayloadLength;
        if (passing == 0 && passedFrameIsFinal)
            EndOversize(sink);
        return taken;
    }

    private void EndOversize(EventSink sink)
    {
        messageIsOversize = false;
        passedFrameIsFinal = false;
        EmitOversizeEnd(sink);
    }

    private void Complete(in WebSocketHeader header, ReadOnlyMemory<byte> raw, EventSink sink)
    {
        if (header.IsControl)
        {
            EmitAside(sink, raw, isLast: header.Opcode == WebSocketHeader.Close);
        }
        else if (header.IsFinal && message.WrittenCount == 0)
        {
            Emit(sink, raw);
        }
        else
        {
            message.Write(raw.Span);
            if (header.IsFinal)
                Emit(sink, Take(message));
        }
    }

    private static ReadOnlyMemory<byte> Take(ArrayBufferWriter<byte> writer)
    {
        if (writer.WrittenCount == 0)
            return default;
        var taken = writer.WrittenSpan.ToArray();
        writer.ResetWrittenCount();
        return taken;
    }
}
