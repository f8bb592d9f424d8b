using System.Buffers;
using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>
/// One response on an HTTP/2 connection. It opens for rules once it proves to be a stream of events; then its DATA frames are made anew
/// around each event, as chunks are in HTTP/1.1, until no rule may act on it any more.
/// </summary>
/// <remarks>
/// Names and paths are compressed with the help of all those before them, and are not read here. So the first message, held until its DATA
/// frame is whole, must tell: a stream opens with a message whose JSON payload has a <c>type</c>, or with two messages in one frame. Any
/// other first message may be the whole answer to a unary call and is passed on; a second one proves that it was not, and opens the stream
/// where it stands. Content that is not made of gRPC messages opens a stream without events.
/// </remarks>
internal sealed class Http2Stream(int id, Plan plan, IOpenings? rules, TimeSpan now, long eventsBefore)
{
    private enum Phase
    {
        /// <summary>The first message is not whole.</summary>
        Unknown,

        /// <summary>One message has gone, and another would make it a stream.</summary>
        Passed,

        Open,
    }

    private readonly GrpcFramer framer = new();
    private readonly ArrayBufferWriter<byte> heldFrames = new();
    private readonly ArrayBufferWriter<byte> heldContent = new();
    private DataContent data;
    private Phase phase;
    private Opening? opening;
    private FaultChain? faults;
    private EventSink watcher = NoSink.Instance;
    private IOpenings? rules = rules;
    private TimeSpan began = now;
    private TimeSpan now = now;
    private bool isInFrame;
    private bool isMakingFrames;
    private bool mustOpenAgain;

    public long Events => framer.Count;

    /// <summary>Whether a rule may still act on it, or a frame of it is held or ours.</summary>
    public bool IsInUse =>
        faults is not null || mustOpenAgain || heldFrames.WrittenCount > 0 || (isInFrame && isMakingFrames);

    public TimeSpan? Deadline => began + faults?.Deadline;

    private bool IsHolding => phase == Phase.Unknown && rules is not null;

    /// <summary>A DATA frame begins.</summary>
    public void BeginFrame(Http2Header frame, ReadOnlyMemory<byte> header)
    {
        if (mustOpenAgain)
            OpenAgain();
        if (rules is null)
            LetGo();
        if (phase == Phase.Passed && !framer.IsWithin && frame.PayloadLength > 0)
            Open();
        if (IsHolding && heldFrames.WrittenCount + frame.PayloadLength > GrpcFramer.MaxHeldBytes)
            LetGo();
        data = DataContent.Of(frame);
        isInFrame = true;
        isMakingFrames = faults is not null;
        PassFraming(header);
    }

    /// <summary>The next bytes of the frame.</summary>
    public void Read(ReadOnlyMemory<byte> payload)
    {
        PassFraming(payload);
        var content = data.Next(payload);
        if (IsHolding)
            heldContent.Write(content.Span);
        else if (faults is not null && isMakingFrames)
            faults.Feed(content);
        else
            Follow(content);
    }

    /// <summary>The frame is whole.</summary>
    public void EndFrame(bool endsStream)
    {
        isInFrame = false;
        if (IsHolding)
            Decide();
        if (!endsStream)
            return;
        End();
        if (isMakingFrames)
            plan.WriteData(default, id, endsStream: true);
    }

    /// <summary>No content follows.</summary>
    public void End()
    {
        LetGo();
        faults?.End();
        faults = null;
    }

    public void Attach(IOpenings next, TimeSpan at)
    {
        rules = next;
        now = at;
        mustOpenAgain = phase == Phase.Open;
        if (mustOpenAgain && !isInFrame)
            OpenAgain();
    }

    public void Detach()
    {
        LetGo();
        rules = null;
        watcher = NoSink.Instance;
        mustOpenAgain = false;
        faults?.Flush();
        faults = null;
    }

    public void Tick(TimeSpan at)
    {
        now = at;
        if (faults is null)
            return;
        faults.Body.Elapsed = at - began;
        faults.Tick();
    }

    public void DropSpentFaults()
    {
        if (faults is not { IsSpent: true })
            return;
        faults.Flush();
        faults = null;
    }

    /// <summary>Frames go on as they came unless they are held or made anew.</summary>
    private void PassFraming(ReadOnlyMemory<byte> bytes)
    {
        if (IsHolding)
            heldFrames.Write(bytes.Span);
        else if (!isMakingFrames)
            plan.Write(bytes);
    }

    /// <summary>Keeps the place in the stream; content whose frame is being made anew goes out in frames of its own.</summary>
    private void Follow(ReadOnlyMemory<byte> content)
    {
        framer.Feed(content, watcher);
        framer.Release(watcher);
        if (isMakingFrames)
            plan.WriteData(content.Span, id);
    }

    private void Decide()
    {
        var content = heldContent.WrittenSpan;
        var first = FirstMessage.In(content);
        if (first == FirstMessage.Kind.OfStream || first == FirstMessage.Kind.NoMessage)
            Open();
        else if (first == FirstMessage.Kind.OfAnyCall)
            LetGo();
    }

    private void Open()
    {
        opening = new Opening
        {
            Direction = Direction.Downstream,
            Format =
                FirstMessage.In(heldContent.WrittenSpan) == FirstMessage.Kind.NoMessage || framer.IsBroken
                    ? null
                    : EventFormat.Grpc,
            IsStream = true,
            Http2Stream = id,
        };
        began = now;
        faults = rules?.Open(opening, plan, framer, eventsBefore);
        watcher = rules?.Watch(opening) ?? NoSink.Instance;
        faults?.Begin();
        faults?.HeadPassed();
        if (faults is null)
        {
            LetGo();
        }
        else
        {
            isMakingFrames = true;
            faults.Feed(heldContent.WrittenSpan.ToArray());
        }
        phase = Phase.Open;
    }

    private void OpenAgain()
    {
        mustOpenAgain = false;
        framer.RestartCount();
        began = now;
        faults = rules?.Open(opening!, plan, framer, eventsBefore);
        watcher = rules?.Watch(opening!) ?? NoSink.Instance;
        faults?.HeadPassed();
    }

    /// <summary>Passes on what was held, as it came.</summary>
    private void LetGo()
    {
        if (phase != Phase.Unknown)
            return;
        phase = Phase.Passed;
        plan.Write(heldFrames.WrittenSpan.ToArray());
        Follow(heldContent.WrittenSpan.ToArray());
        heldFrames.ResetWrittenCount();
        heldContent.ResetWrittenCount();
    }
}
