using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>The end of the faults: writes frames into the plan, each in a chunk of its own where the body is chunked.</summary>
internal sealed class BodyWriter(BodyContext body) : EventSink
{
    public override void Accept(in FramedEvent frame)
    {
        if (frame.SliceSize > 0)
            WriteSlices(frame);
        else if (body.IsChunked)
            body.Plan.WriteChunk(frame.Raw.Span);
        else
            body.Plan.Write(frame.Raw);
    }

    public override void End() { }

    public override void Flush() { }

    private void WriteSlices(in FramedEvent frame)
    {
        var plan = body.Plan;
        for (var rest = frame.Raw; !rest.IsEmpty; )
        {
            var slice = rest[..Math.Min(frame.SliceSize, rest.Length)];
            plan.BeginWrite();
            if (body.IsChunked)
                plan.WriteChunk(slice.Span);
            else
                plan.Write(slice);
            plan.Wait(frame.SlicePause);
            rest = rest[slice.Length..];
        }
        plan.BeginWrite();
    }
}
