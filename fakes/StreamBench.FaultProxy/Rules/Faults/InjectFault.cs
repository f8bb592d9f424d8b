using System.Runtime.InteropServices;
using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Writes bytes between events. They are no event: nobody counts, finds or moves them.</summary>
internal sealed class InjectFault(InjectRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);
    private readonly ReadOnlyMemory<byte> bytes = ImmutableCollectionsMarshal.AsArray(rule.Bytes);
    private bool isDue = rule.At.Index == 0;

    public override bool IsSpent => !isDue && (rule.At.Index == 0 || matcher.IsDone);

    public override void HeadPassed()
    {
        // The length of an answer that is held is counted from its first bytes on.
        if (Body.Format != EventFormat.Poll)
            InjectAtStart();
    }

    public override void Accept(in FramedEvent frame)
    {
        InjectAtStart();
        Next.Accept(frame);
        if (matcher.Matches(frame))
            Inject(frame);
    }

    private void InjectAtStart()
    {
        if (!isDue)
            return;
        isDue = false;
        if (matcher.DrawsChance())
            Inject(default);
    }

    private void Inject(in FramedEvent frame)
    {
        if (Body.Plan.Bytes > FaultLimits.PlannedBytes)
        {
            StepAside(frame, "the bytes to write would be more than 16 MiB");
            return;
        }
        if (!CanChange(frame, bytes.Length))
            return;
        Report(frame, $"{bytes.Length} bytes");
        Next.Accept(new FramedEvent(FrameKind.Aside, bytes));
    }
}
