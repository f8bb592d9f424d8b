using System.Buffers;

namespace StreamBench.FaultProxy.Framing;

/// <summary>A stream whose events end in a delimiter. An event inside one read is a slice of it; only others are put together.</summary>
internal abstract class DelimitedFramer : EventFramer
{
    private readonly ArrayBufferWriter<byte> begun = new();
    private bool isOversize;

    public override void Feed(ReadOnlyMemory<byte> input, EventSink sink)
    {
        while (!input.IsEmpty)
        {
            var end = FindEnd(input.Span);
            if (end < 0)
            {
                Keep(input, sink);
                return;
            }
            Complete(input[..end], sink);
            input = input[end..];
        }
    }

    public override void Release(EventSink sink)
    {
        if (begun.WrittenCount == 0)
            return;
        // The rest of this event is to come: what was seen of it can no longer be held back or altered.
        isOversize = true;
        EmitPart(sink, TakeBegun());
    }

    public override void End(EventSink sink)
    {
        if (!isOversize && begun.WrittenCount > 0 && EndsWithoutDelimiter)
            Classify(TakeBegun(), sink);
        Release(sink);
    }

    /// <summary>Whether the end of the body ends an event too.</summary>
    protected virtual bool EndsWithoutDelimiter => false;

    /// <summary>Whether what has just ended is taken for an event when its bytes have gone unseen.</summary>
    protected virtual bool EndedEvent => true;

    /// <summary>
    /// Where the event in progress ends, as an offset behind its delimiter; -1 when all of the input belongs to it. The next call starts
    /// right there. 0 says that it had ended before this input.
    /// </summary>
    protected abstract int FindEnd(ReadOnlySpan<byte> input);

    /// <summary>Whether these whole bytes are an event, and not an aside.</summary>
    protected abstract bool IsEvent(ReadOnlySpan<byte> raw);

    private void Keep(ReadOnlyMemory<byte> input, EventSink sink)
    {
        if (isOversize)
        {
            EmitPart(sink, input);
            return;
        }
        begun.Write(input.Span);
        if (begun.WrittenCount <= MaxEventBytes)
            return;
        isOversize = true;
        EmitPart(sink, TakeBegun());
    }

    private void Complete(ReadOnlyMemory<byte> rest, EventSink sink)
    {
        // The bound is one of the event, wherever reads happened to cut it.
        if (isOversize || begun.WrittenCount + rest.Length > MaxEventBytes)
        {
            isOversize = false;
            EmitPart(sink, TakeBegun());
            EmitPart(sink, rest);
            if (EndedEvent)
                EmitOversizeEnd(sink);
        }
        else if (begun.WrittenCount == 0)
        {
            Classify(rest, sink);
        }
        else
        {
            begun.Write(rest.Span);
            Classify(TakeBegun(), sink);
        }
    }

    private void Classify(ReadOnlyMemory<byte> raw, EventSink sink)
    {
        if (IsEvent(raw.Span))
            Emit(sink, raw);
        else
            EmitAside(sink, raw);
    }

    private ReadOnlyMemory<byte> TakeBegun()
    {
        if (begun.WrittenCount == 0)
            return default;
        var taken = begun.WrittenSpan.ToArray();
        begun.ResetWrittenCount();
        return taken;
    }
}
