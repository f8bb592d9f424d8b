using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Cuts messages into fragments.</summary>
internal sealed class FragmentFault(FragmentRule rule, FaultContext context) : Fault(rule, context)
{
    private readonly PlaceMatcher matcher = new(rule.At, context);

    public override bool IsSpent => matcher.IsDone;

    public override void Accept(in FramedEvent frame)
    {
        if (!matcher.Matches(frame))
            Next.Accept(frame);
        else if (WhyNot(frame) is { } why)
        {
            StepAside(frame, why);
            Next.Accept(frame);
        }
        else
        {
            var fragments = WebSocketFragments.Of(frame.Raw.Span, rule.Size, rule.Ping);
            var pings = rule.Ping ? WebSocketFragments.Count(frame.Raw.Span, rule.Size) - 1 : 0;
            Report(frame, $"fragments of {rule.Size} bytes, {pings} pings");
            Next.Accept(frame with { Raw = fragments });
        }
    }

    private string? WhyNot(in FramedEvent frame) =>
        Body.Format is not { IsMessages: true } ? "only messages of a WebSocket have fragments"
        : frame.IsOversize ? "the event is too large to be held and has gone"
        : Body.Plan.Bytes > FaultLimits.PlannedBytes ? "the fragments would be more than 16 MiB"
        : null;
}
