using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Cuts. What later rules held goes out before the cut: it had been sent before it.</summary>
internal sealed class CutFault(CutRule rule, FaultContext context) : Fault(rule, context)
{
    private const int NormalClosure = 1000;

    private readonly PlaceMatcher matcher = new(rule.At, context);
    private readonly ByteMark? mark = rule.At.Byte is > 0 and { } target ? new ByteMark(target) : null;
    private bool isDone;

    public override bool IsSpent => isDone || (rule.At.NeedsEvents && matcher.IsDone) || mark is { IsPassed: true };

    public override TimeSpan? Deadline => isDone ? null : rule.At.Time;

    public override void HeadPassed()
    {
        if (rule.At.Index == 0 || rule.At.Byte == 0 || rule.At.After == Moment.Headers)
            CutByChance();
    }

    public override void Tick() => CutByChance();

    public override void Accept(in FramedEvent frame)
    {
        if (mark is not null)
            AcceptBytes(frame);
        else if (rule.At.Time is not null || !matcher.Matches(frame))
            Next.Accept(frame);
        else if (rule.At.Before is not null)
            CutBefore(frame);
        else if (rule.At.Inside is { } inside && !frame.IsOversize)
            CutInside(frame, inside);
        else
            CutAfter(frame);
    }

    private void AcceptBytes(in FramedEvent frame)
    {
        if (!mark!.TrySplit(frame, out var before, out var after))
        {
            Next.Accept(frame);
            return;
        }
        Next.Accept(before);
        if (matcher.DrawsChance())
            Cut(frame);
        Next.Accept(after);
    }

    private void CutInside(in FramedEvent frame, long inside)
    {
        var length = frame.Raw.Length;
        var at = (int)Math.Clamp(inside < 0 ? length + inside : inside, 0, length);
        Next.Accept(frame with { Kind = FrameKind.Part, Raw = frame.Raw[..at] });
        Cut(frame);
        Next.Accept(frame with { Kind = FrameKind.Part, Raw = frame.Raw[at..] });
    }

    private void CutAfter(in FramedEvent frame)
    {
        Next.Accept(frame);
        Cut(frame);
    }

    private void CutBefore(in FramedEvent frame)
    {
        Cut(frame);
        Next.Accept(frame);
    }

    private void CutByChance()
    {
        isDone = true;
        if (matcher.DrawsChance())
            Cut(default);
    }

    private void Cut(in FramedEvent frame)
    {
        Next.Flush();
        var plan = Body.Plan;
        if (plan.IsCut)
            return;
        Report(frame, rule.How.ToString());
        Body.Reports.Refuse(rule.RefuseReconnects);
        plan.Write(LastBytes());
        plan.Add(StepFor(rule.How));
    }

    /// <summary>What makes the end a proper one, where the rule asks for that.</summary>
    private ReadOnlyMemory<byte> LastBytes() =>
        rule.How switch
        {
            { Kind: CutKind.Close, Code: not CutHow.Abnormal and var code } when Body.Format is { IsMessages: true } =>
                WebSocketMessage.Close(code),
            { Kind: CutKind.End } when Body.Format is { IsMessages: true } => WebSocketMessage.Close(NormalClosure),
            { Kind: CutKind.End } when Body.IsChunked => "0\r\n\r\n"u8.ToArray(),
            _ => default,
        };

    public static PlanStepKind StepFor(CutHow how) =>
        how switch
        {
            { Kind: CutKind.Stall } => PlanStepKind.Stall,
            { Kind: CutKind.HalfOpen } => PlanStepKind.HalfOpen,
            { Kind: CutKind.Rst } or { Kind: CutKind.Close, Code: CutHow.Abnormal } => PlanStepKind.Rst,
            _ => PlanStepKind.Fin,
        };
}
