using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Marks frames to leave in small writes.</summary>
internal sealed class SliceFault(SliceRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);
    private bool isReported;

    public override bool IsSpent => rule.At.HasPosition && matcher.IsDone;

    public override void Accept(in FramedEvent frame)
    {
        if (rule.At.HasPosition ? !matcher.Matches(frame) : !matcher.DrawsChance())
        {
            Next.Accept(frame);
            return;
        }
        // Without a position the rule acts on everything: one line says so.
        if (rule.At.HasPosition || !isReported)
            Report(frame, $"writes of {rule.Size}");
        isReported = true;
        Next.Accept(frame with { SliceSize = rule.Size, SlicePause = rule.Pause });
    }
}
