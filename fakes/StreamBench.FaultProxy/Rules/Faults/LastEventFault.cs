using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Stands in front of a rule that acts <c>before: end</c>: holds each event until the next one, so that the last is known.</summary>
internal sealed class LastEventFault(FaultRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly HeldFrames held = new(FaultLimits.HeldEvents, context.Body.MaxHeldBytes);
    private FramedEvent? last;

    public override void Accept(in FramedEvent frame)
    {
        if (frame.IsEvent || frame.Kind == FrameKind.Part)
            Release();
        if (IsEnd(frame))
            ReleaseAtEnd();
        if (frame.IsEvent)
            last = frame;
        else if (last is null || !held.TryAdd(frame))
            Next.Accept(frame);
    }

    protected override void Release() => Release(isLast: false);

    protected override void ReleaseAtEnd() => Release(isLast: true);

    private void Release(bool isLast)
    {
        if (last is { } frame)
            Next.Accept(frame with { IsLast = isLast });
        last = null;
        held.ReleaseTo(Next);
    }
}
