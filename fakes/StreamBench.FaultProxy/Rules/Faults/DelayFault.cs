using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Pauses in front of an event, or at a byte, or in front of the whole response.</summary>
internal sealed class DelayFault(DelayRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);
    private readonly ByteMark? mark = rule.At.Byte is > 0 and { } target ? new ByteMark(target) : null;

    public override bool IsSpent =>
        !rule.At.HasPosition || rule.At.Byte == 0 || matcher.IsDone || mark is { IsPassed: true };

    public override void Begin()
    {
        if (!rule.At.HasPosition && matcher.DrawsChance())
            Pause(default);
    }

    public override void HeadPassed()
    {
        if (rule.At.Byte == 0 && matcher.DrawsChance())
            Pause(default);
    }

    public override void Accept(in FramedEvent frame)
    {
        if (mark is not null && mark.TrySplit(frame, out var before, out var after))
        {
            Next.Accept(before);
            if (matcher.DrawsChance())
                Pause(frame);
            Next.Accept(after);
            return;
        }
        if (mark is null && rule.At.HasPosition && matcher.Matches(frame))
            Pause(frame);
        Next.Accept(frame);
    }

    private void Pause(in FramedEvent frame)
    {
        if (rule.UntilReconnect)
        {
            Report(frame, "until the next connection");
            Body.Plan.Add(PlanStepKind.AwaitConnection);
            return;
        }
        var time = rule.For!.Value + (rule.Jitter * (rule.Jitter > TimeSpan.Zero ? Random.NextDouble() : 0));
        Report(frame, $"{(long)time.TotalMilliseconds}ms");
        Body.Plan.Wait(time);
    }
}
