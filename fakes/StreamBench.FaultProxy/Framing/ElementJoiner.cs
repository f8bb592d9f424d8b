namespace StreamBench.FaultProxy.Framing;

/// <summary>
/// Stands behind all faults of a long poll: gives each element the comma it needs where it now stands, and lets the end of the array wait
/// for elements that are held. Elements in their old order pass as they came.
/// </summary>
internal sealed class ElementJoiner(EventSink next) : EventSink
{
    private FramedEvent? end;
    private bool isFirst = true;

    public override void Accept(in FramedEvent frame)
    {
        if (frame is { Kind: FrameKind.Aside } && PollAnswer.Element(frame.Raw.Span).StartsWith("]"u8))
        {
            end = frame;
            return;
        }
        if (!frame.IsEvent || frame.IsOversize)
        {
            next.Accept(frame);
            return;
        }
        var hasComma = PollAnswer.HasComma(frame.Raw.Span);
        if (isFirst && hasComma)
            next.Accept(frame with { Raw = frame.Raw[^PollAnswer.Element(frame.Raw.Span).Length..] });
        else if (!isFirst && !hasComma)
            next.Accept(frame with { Raw = (byte[])[(byte)',', .. frame.Raw.Span] });
        else
            next.Accept(frame);
        isFirst = false;
    }

    public override void End()
    {
        PassEnd();
        next.End();
    }

    public override void Flush()
    {
        PassEnd();
        next.Flush();
    }

    private void PassEnd()
    {
        if (end is { } frame)
            next.Accept(frame);
        end = null;
    }
}
