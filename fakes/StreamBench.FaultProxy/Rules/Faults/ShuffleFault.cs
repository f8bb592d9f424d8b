using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Changes the order within windows. Asides overtake; a window that stays open too long goes on shuffled as it is.</summary>
internal sealed class ShuffleFault(ShuffleRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);
    private readonly HeldFrames held = new(rule.Window, context.Body.MaxHeldBytes);
    private bool hasBegun = !rule.At.HasPosition;
    private TimeSpan lastEventAt;

    public override bool IsSpent => !hasBegun && matcher.IsDone;

    public override TimeSpan? Deadline => held.Count == 0 ? null : lastEventAt + FaultLimits.OrderPatience;

    public override void Tick() => Release();

    public override void Accept(in FramedEvent frame)
    {
        hasBegun = hasBegun || matcher.Matches(frame);
        if (!hasBegun || !frame.IsEvent || frame.IsOversize)
        {
            // Pieces of an event above the bound cannot wait, and must not stand between others.
            if (frame.Kind == FrameKind.Part || IsEnd(frame))
                Release();
            Next.Accept(frame);
            return;
        }
        lastEventAt = Body.Elapsed;
        if (!held.TryAdd(frame))
        {
            StepAside(frame, $"the window would hold more than {Body.MaxHeld}");
            Release();
            Next.Accept(frame);
        }
        else if (held.Count == rule.Window)
        {
            Report(frame, $"a window of {rule.Window}");
            held.ReleaseTo(Next, Random);
        }
    }

    protected override void Release() => held.ReleaseTo(Next, Random);
}
