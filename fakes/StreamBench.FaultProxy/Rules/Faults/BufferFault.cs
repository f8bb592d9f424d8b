using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Holds everything from its place on.</summary>
internal sealed class BufferFault(BufferRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);
    private readonly HeldFrames held = new(int.MaxValue, context.Body.MaxHeldBytes);
    private TimeSpan heldSince;
    private bool hasBegun = !rule.At.HasPosition;
    private bool isOver;

    public override bool IsSpent => isOver || (!hasBegun && matcher.IsDone);

    public override TimeSpan? Deadline => held.Count > 0 && rule.For is { } time ? heldSince + time : null;

    public override void Tick() => Release();

    public override void Accept(in FramedEvent frame)
    {
        if (IsEnd(frame))
            Release();
        else if (!isOver && HoldsFrom(frame))
        {
            if (held.TryAdd(frame))
                return;
            isOver = true;
            StepAside(frame, $"more than {Body.MaxHeld} would be held");
            Release();
        }
        Next.Accept(frame);
    }

    protected override void Release() => held.ReleaseTo(Next);

    private bool HoldsFrom(in FramedEvent frame)
    {
        hasBegun = hasBegun || matcher.Matches(frame);
        if (hasBegun && held.Count == 0)
        {
            heldSince = Body.Elapsed;
            Report(frame, rule.For is { } time ? $"for {(long)time.TotalMilliseconds}ms" : "until the end");
        }
        return hasBegun;
    }
}
