using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>A rule at work in one response: frames come in, and what it makes of them goes to the next fault.</summary>
/// <remarks>
/// <code>
/// body ─► framer ─► fault ─► fault ─► body writer ─► plan
/// </code>
/// </remarks>
internal abstract class Fault(FaultRule rule, FaultContext context) : EventSink
{
    private EventSink? next;

    /// <summary>Where its frames go.</summary>
    public EventSink Next
    {
        get => next ?? throw new InvalidOperationException("The fault is not in a chain.");
        set => next = value;
    }

    /// <summary>Whether it will do nothing more in this response and holds nothing.</summary>
    public virtual bool IsSpent => false;

    /// <summary>When <see cref="Tick"/> is wanted, after the head of the response; null when no time matters.</summary>
    public virtual TimeSpan? Deadline => null;

    protected BodyContext Body => context.Body;

    protected Random Random => context.Random;

    /// <summary>The response is about to begin.</summary>
    public virtual void Begin() { }

    /// <summary>The head of the response was passed on.</summary>
    public virtual void HeadPassed() { }

    /// <summary>The deadline has come.</summary>
    public virtual void Tick() { }

    public sealed override void Flush()
    {
        Release();
        Next.Flush();
    }

    public sealed override void End()
    {
        ReleaseAtEnd();
        Next.End();
    }

    /// <summary>Lets go of what is held.</summary>
    protected virtual void Release() { }

    /// <summary>Lets go of what is held, knowing that nothing comes any more.</summary>
    protected virtual void ReleaseAtEnd() => Release();

    /// <summary>Whether the stream ends with this frame: nothing may stay behind it.</summary>
    protected static bool IsEnd(in FramedEvent frame) => frame is { Kind: FrameKind.Aside, IsLast: true };

    /// <summary>Asks to make the body so much longer or shorter, and steps aside when that cannot be.</summary>
    protected bool CanChange(in FramedEvent frame, long bytes)
    {
        var can = Body.CanChange(bytes);
        if (!can)
            StepAside(
                frame,
                $"HTTP/2 counts every byte, and {FaultLimits.ChangedDataBytes / 1024} KiB of a response is all that may differ"
            );
        return can;
    }

    protected void Report(in FramedEvent frame, string? detail = null) =>
        Body.Reports.Acted(rule, context.RuleName, Body, frame, detail);

    protected void StepAside(in FramedEvent frame, string why) =>
        Body.Reports.SteppedAside(rule, context.RuleName, Body, frame, why);
}
