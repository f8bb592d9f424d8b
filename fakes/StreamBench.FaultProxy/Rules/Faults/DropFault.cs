using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Leaves events out.</summary>
internal sealed class DropFault(DropRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);

    public override bool IsSpent => matcher.IsDone;

    public override void Accept(in FramedEvent frame)
    {
        var isHere = matcher.Matches(frame);
        if (isHere && !frame.IsOversize && CanChange(frame, frame.Raw.Length))
        {
            Report(frame);
            return;
        }
        if (isHere && frame.IsOversize)
            StepAside(frame, "the event is too large to be held and has gone");
        Next.Accept(frame);
    }
}
