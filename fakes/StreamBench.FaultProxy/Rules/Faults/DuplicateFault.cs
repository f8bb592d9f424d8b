using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Sends events again.</summary>
internal sealed class DuplicateFault(DuplicateRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);
    private readonly Queue<FramedEvent> recent = new();
    private long recentBytes;

    public override bool IsSpent => matcher.IsDone;

    public override void Accept(in FramedEvent frame)
    {
        Next.Accept(frame);
        if (!frame.IsEvent || frame.IsCopy)
            return;
        Remember(frame);
        if (!matcher.Matches(frame))
            return;
        if (frame.IsOversize)
            StepAside(frame, "the event is too large to be held and was not kept");
        else if (Body.Plan.Bytes + (recentBytes * rule.Times) > FaultLimits.PlannedBytes)
            StepAside(frame, "the copies would be more than 16 MiB");
        else if (CanChange(frame, recentBytes * rule.Times))
            Repeat(frame);
    }

    private void Remember(in FramedEvent frame)
    {
        recent.Enqueue(frame);
        recentBytes += frame.Raw.Length;
        while (recent.Count > rule.Last || (recentBytes > FaultLimits.HeldBytes && recent.Count > 1))
            recentBytes -= recent.Dequeue().Raw.Length;
    }

    private void Repeat(in FramedEvent frame)
    {
        Report(frame, rule is { Times: 1, Last: 1 } ? null : $"{rule.Times} times the last {recent.Count}");
        for (var i = 0; i < rule.Times; i++)
        {
            foreach (var one in recent)
                Next.Accept(one with { IsCopy = true });
        }
    }
}
