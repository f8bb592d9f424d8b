using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>The faults of one response in a row, with the framer in front and the writer behind.</summary>
internal sealed class FaultChain : EventSink
{
    private readonly Fault[] faults;
    private readonly EventSink first;
    private readonly EventFramer? framer;
    private readonly long eventsBefore;

    /// <summary>Puts faults in a row.</summary>
    /// <param name="body">What they share.</param>
    /// <param name="faults">In the order of the rules.</param>
    /// <param name="framer">Finds the events; null when the body has none that are known, or none that matter.</param>
    /// <param name="eventsBefore">Events of this connection before this response.</param>
    public FaultChain(BodyContext body, IEnumerable<Fault> faults, EventFramer? framer, long eventsBefore)
    {
        Body = body;
        this.faults = [.. faults];
        this.framer = framer;
        this.eventsBefore = eventsBefore;
        EventSink writer = new BodyWriter(body);
        var next = body.Format?.Mend(writer) ?? writer;
        foreach (var fault in this.faults.Reverse())
        {
            fault.Next = next;
            next = fault;
        }
        first = next;
    }

    public BodyContext Body { get; }

    /// <summary>Whether nothing will be done to this response any more, and nothing is held.</summary>
    public bool IsSpent => Array.TrueForAll(faults, fault => fault.IsSpent);

    /// <summary>When <see cref="Tick"/> is wanted next, since the head of the response.</summary>
    public TimeSpan? Deadline
    {
        get
        {
            TimeSpan? soonest = null;
            foreach (var fault in faults)
            {
                if (fault.Deadline is { } deadline && (soonest is null || deadline < soonest))
                    soonest = deadline;
            }
            return soonest;
        }
    }

    public void Begin()
    {
        foreach (var fault in faults)
            fault.Begin();
    }

    public void HeadPassed()
    {
        foreach (var fault in faults)
            fault.HeadPassed();
    }

    /// <summary>The next bytes of the body, without transfer coding.</summary>
    public void Feed(ReadOnlyMemory<byte> bytes)
    {
        if (framer is null)
            Accept(new FramedEvent(FrameKind.Part, bytes));
        else
            framer.Feed(bytes, this);
    }

    /// <summary>Lets the faults whose time has come act.</summary>
    public void Tick()
    {
        foreach (var fault in faults)
        {
            if (fault.Deadline <= Body.Elapsed)
                fault.Tick();
        }
    }

    public override void Accept(in FramedEvent frame)
    {
        if (Body.Plan.IsCut)
            return;
        first.Accept(frame.IsEvent ? Number(frame) : frame);
        Body.Offset += frame.Raw.Length;
    }

    private FramedEvent Number(in FramedEvent frame) =>
        frame with
        {
            ConnectionIndex = eventsBefore + frame.Index,
            PathIndex = Body.OnPath?.Next() ?? 0,
        };

    /// <summary>The body is whole.</summary>
    public override void End()
    {
        framer?.End(this);
        first.End();
    }

    /// <summary>Everything held goes on, that of an event in progress too.</summary>
    public override void Flush()
    {
        framer?.Release(this);
        first.Flush();
    }
}
