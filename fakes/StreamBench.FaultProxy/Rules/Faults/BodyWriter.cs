using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>The end of the faults: writes frames into the plan, each in a chunk or DATA frame of its own where the body has such.</summary>
internal sealed class BodyWriter(BodyContext body) : EventSink
{
    public override void Accept(in FramedEvent frame)
    {
        if (frame.SliceSize > 0)
            WriteSlices(frame);
        else
            Write(frame.Raw);
    }

    public override void End() { }

    public override void Flush() { }

    private void Write(ReadOnlyMemory<byte> bytes)
    {
        if (body.IsChunked)
            body.Plan.WriteChunk(bytes.Span);
        else if (body.Http2Stream > 0)
            body.Plan.WriteData(bytes.Span, body.Http2Stream);
        else
            body.Plan.Write(bytes);
    }

    private void WriteSlices(in FramedEvent frame)
    {
        var plan = body.Plan;
        for (var rest = frame.Raw; !rest.IsEmpty; )
        {
            var slice = rest[..Math.Min(frame.SliceSize, rest.Length)];
            plan.BeginWrite();
            Write(slice);
            plan.Wait(frame.SlicePause);
            rest = rest[slice.Length..];
        }
        plan.BeginWrite();
    }
}
