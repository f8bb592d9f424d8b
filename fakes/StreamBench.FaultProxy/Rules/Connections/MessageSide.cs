using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>
/// One direction of a connection: follows HTTP/1.1 messages, and puts the faults of each body to work. Makes plans and does no I/O. What
/// no rule concerns is passed on in the very bytes it came in.
/// </summary>
internal abstract class MessageSide(Exchange exchange, Plan plan, bool isHalfway)
{
    private readonly HeadReader head = new();
    private IBody? body;
    private HeldAnswer? held;
    private int headBytesPassed;
    private long eventsBefore;
    private bool holdsHeads;
    private bool isHalfway = isHalfway;
    private TimeSpan now;

    /// <summary>The rules now in place; null for none.</summary>
    protected IOpenings? Rules { get; private set; }

    /// <summary>What both directions know.</summary>
    protected Exchange Exchange => exchange;

    /// <summary>When <see cref="Tick"/> is wanted next, as a time since the connection began; null for never.</summary>
    public TimeSpan? Deadline => body?.Deadline;

    /// <summary>Whether the bytes in progress concern no rule.</summary>
    public bool IsIdle => held is null && body is not { IsInUse: true };

    protected abstract Direction Direction { get; }

    /// <summary>Puts rules in place. A body in progress opens anew for them: from here on events, bytes and time count.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="at">Now, as a time since the connection began.</param>
    /// <param name="holdsHeads">Whether a head waits until it is whole, as some rule may act before it.</param>
    public void Attach(IOpenings rules, TimeSpan at, bool holdsHeads)
    {
        now = at;
        Rules = rules;
        this.holdsHeads = holdsHeads;
        body?.Attach(rules, at);
    }

    /// <summary>Takes the rules away: everything held goes into the plan.</summary>
    public void Detach()
    {
        Rules = null;
        holdsHeads = false;
        PassHead();
        LetGo();
        body?.Detach();
    }

    /// <summary>Plans what is to be done with the next bytes.</summary>
    public void Accept(ReadOnlyMemory<byte> input, TimeSpan at)
    {
        now = at;
        while (!input.IsEmpty && !plan.IsCut)
        {
            if (held is not null)
            {
                input = input[Hold(held, input.Span)..];
                continue;
            }
            body ??= head.IsPartial
                ? null
                : BeginWithoutHead(isHalfway ? BodyUnderWay(input.Span) : BodyWithoutHead(input.Span));
            if (body is null)
            {
                input = input[ReadHead(input)..];
                continue;
            }
            input = input[body.Read(input, at)..];
            if (body.IsEnded)
                EndBody();
        }
    }

    /// <summary>Time has passed without bytes.</summary>
    public void Tick(TimeSpan at)
    {
        now = at;
        body?.Tick(at);
    }

    /// <summary>Nothing comes any more.</summary>
    public void End(TimeSpan at)
    {
        now = at;
        PassHead();
        LetGo();
        body?.End(at);
    }

    /// <summary>A body that begins without a head; null when these bytes can begin a head.</summary>
    protected abstract IBody? BodyWithoutHead(ReadOnlySpan<byte> input);

    /// <summary>Whether bytes can be the beginning of a head.</summary>
    protected abstract bool CanBegin(ReadOnlySpan<byte> bytes);

    /// <summary>The body behind a head; null when there is none.</summary>
    protected abstract IBody? BodyBehind(HttpHead head);

    /// <summary>Whether the body behind a head is to be held, as it may carry events that only all of it shows.</summary>
    protected virtual bool MayBePoll(HttpHead head) => false;

    /// <summary>A head was passed on.</summary>
    protected virtual void HeadPassed(HttpHead passed, Plan plan) { }

    protected IBody Open(Opening opening) => new BodyReader(plan, opening, Rules, now, eventsBefore);

    protected IBody OpenTunnel() => Open(new Opening { Direction = Direction, IsStream = true });

    protected IBody OpenHttp2() => new Http2Reader(plan, Rules, OpenTunnel, eventsBefore);

    /// <summary>The body of a head that names its length or its coding.</summary>
    protected IBody OpenMessage(HttpHead head, string? path, BodyCoding otherwise) =>
        Open(
            new Opening
            {
                Direction = Direction,
                Path = path,
                Format = head.Events,
                IsStream = head.Events is not null,
                Coding =
                    head.IsChunked ? BodyCoding.Chunked
                    : head.ContentLength is null ? otherwise
                    : BodyCoding.Length,
                Length = head.IsChunked ? 0 : head.ContentLength ?? 0,
                CanAnnounceAnew = head.IsPoll,
            }
        );

    private static IBody? BeginWithoutHead(IBody? begun)
    {
        begun?.Begin();
        begun?.HeadPassed();
        return begun;
    }

    private IBody? BodyUnderWay(ReadOnlySpan<byte> input)
    {
        isHalfway = false;
        if (BodyWithoutHead(input) is { } known)
            return known;
        if (CanBegin(input))
            return null;
        if (Halfway.Recognise(Direction, input) is not { } opening)
            return OpenTunnel();
        if (opening.Format is { IsMessages: true })
            exchange.Upgraded = opening.Format;
        return Open(opening);
    }

    private int ReadHead(ReadOnlyMemory<byte> input)
    {
        var wasPartial = head.IsPartial;
        var taken = head.Take(input.Span, out var isWhole);
        var parsed = isWhole ? HttpHead.Parse(head.Bytes) : null;
        if (isWhole ? parsed is null : head.Bytes.Length > HeadReader.MaxBytes || !CanBegin(head.Bytes))
        {
            BeginTunnel();
            return taken;
        }
        if (parsed is null)
        {
            if (!holdsHeads)
                PassHead();
            return taken;
        }
        var rest = headBytesPassed;
        headBytesPassed = 0;
        var bytes = head.TakeBytes();
        if (holdsHeads && rest == 0 && MayBePoll(parsed))
            held = new HeldAnswer(parsed, bytes);
        else
            // A head that came whole is a slice of the input, so it leaves together with the body behind it.
            BeginBody(parsed, wasPartial ? bytes.AsMemory(rest) : input[..taken]);
        return taken;
    }

    /// <summary>Passes the head on and opens the body; returns the step of the plan that writes the head.</summary>
    private int BeginBody(HttpHead parsed, ReadOnlyMemory<byte> bytes)
    {
        body = BodyBehind(parsed);
        body?.Begin();
        var step = plan.Steps.Count;
        plan.Write(bytes);
        HeadPassed(parsed, plan);
        body?.HeadPassed();
        if (body is { IsEnded: true })
            EndBody();
        return step;
    }

    private int Hold(HeldAnswer answer, ReadOnlySpan<byte> input)
    {
        var taken = answer.Take(input);
        if (answer.IsReady)
            LetGo();
        return taken;
    }

    /// <summary>Passes on the answer that was held, with its faults.</summary>
    private void LetGo()
    {
        if (held is not { } answer)
            return;
        held = null;
        var headStep = BeginBody(answer.Head, answer.HeadBytes);
        var bytesBefore = plan.Bytes;
        body!.Read(answer.Body, now);
        if (body.IsEnded)
            EndBody();
        answer.Announce(plan, headStep, plan.Bytes - bytesBefore);
    }

    private void BeginTunnel()
    {
        exchange.IsHttp2 |= Direction == Direction.Upstream && head.Bytes.SequenceEqual(Http2Header.Preface);
        exchange.IsTunnel = true;
        body = OpenTunnel();
        body.Begin();
        body.HeadPassed();
        body.Read(head.TakeBytes().AsMemory(headBytesPassed), now);
        headBytesPassed = 0;
    }

    private void PassHead()
    {
        plan.Write(head.Bytes[headBytesPassed..].ToArray());
        headBytesPassed = head.Bytes.Length;
    }

    private void EndBody()
    {
        eventsBefore += body!.Events;
        body = null;
    }
}
