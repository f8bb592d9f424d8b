using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Lets some events overtake the one at the place. One that waits too long for them goes on as it is.</summary>
internal sealed class OvertakeFault(FaultRule rule, int by, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);
    private readonly Queue<(FramedEvent Frame, long DueAfter)> held = new();
    private long passed;
    private long heldBytes;
    private TimeSpan lastEventAt;

    public override bool IsSpent => matcher.IsDone && held.Count == 0;

    public override TimeSpan? Deadline => held.Count == 0 ? null : lastEventAt + FaultLimits.OrderPatience;

    public override void Tick() => Release();

    public override void Accept(in FramedEvent frame)
    {
        if (!frame.IsEvent)
        {
            if (IsEnd(frame))
                Release();
            Next.Accept(frame);
            return;
        }
        lastEventAt = Body.Elapsed;
        // Swapping every event would only move each of them by one: a pair is done before the next begins.
        var isHere = matcher.Matches(frame) && !(by == 1 && held.Count > 0);
        if (isHere && !CanHold(frame))
            StepAside(frame, "the event is too large to be held, or too much is held already");
        else if (isHere)
        {
            Report(frame, $"behind the next {by}");
            held.Enqueue((frame, passed + by));
            heldBytes += frame.Raw.Length;
            return;
        }
        Next.Accept(frame);
        passed++;
        while (held.TryPeek(out var first) && first.DueAfter <= passed)
            ReleaseFirst();
    }

    protected override void Release()
    {
        while (held.Count > 0)
            ReleaseFirst();
    }

    private bool CanHold(in FramedEvent frame) =>
        !frame.IsOversize && held.Count < FaultLimits.HeldEvents && heldBytes + frame.Raw.Length <= Body.MaxHeldBytes;

    private void ReleaseFirst()
    {
        var (frame, _) = held.Dequeue();
        heldBytes -= frame.Raw.Length;
        Next.Accept(frame);
    }
}
