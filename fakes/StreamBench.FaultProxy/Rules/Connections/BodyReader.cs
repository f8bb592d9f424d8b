using StreamBench.FaultProxy.Framing;
using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>How the end of a body is known.</summary>
internal enum BodyCoding
{
    /// <summary>By its length.</summary>
    Length,

    /// <summary>By its last chunk.</summary>
    Chunked,

    /// <summary>By the end of the connection.</summary>
    UntilClose,
}

/// <summary>One body: takes the transfer coding off, hands the content to its faults, or passes everything on as it came.</summary>
internal sealed class BodyReader : IBody
{
    private readonly Plan plan;
    private readonly Opening opening;
    private readonly ChunkedDecoder? chunks;
    private readonly EventFramer? framer;
    private readonly long eventsBefore;
    private IOpenings? rules;
    private FaultChain? faults;
    private EventSink watcher;
    private TimeSpan began;
    private long remaining;
    private bool isRechunking;
    private bool hasTrailer;
    private bool isMalformed;
    private bool isWaitingForChunk;

    /// <summary>Opens a body.</summary>
    /// <param name="plan">Where what is to be done goes.</param>
    /// <param name="opening">What is known of it.</param>
    /// <param name="rules">The rules it meets; null for none.</param>
    /// <param name="began">Now, on the clock of the connection.</param>
    /// <param name="eventsBefore">Events this way on this connection before it.</param>
    public BodyReader(Plan plan, Opening opening, IOpenings? rules, TimeSpan began, long eventsBefore)
    {
        this.plan = plan;
        this.opening = opening;
        this.rules = rules;
        this.began = began;
        this.eventsBefore = eventsBefore;
        chunks = opening.Coding == BodyCoding.Chunked ? new ChunkedDecoder() : null;
        framer = opening.Format?.CreateFramer();
        remaining = opening.Length;
        IsEnded = opening is { Coding: BodyCoding.Length, Length: 0 };
        faults = rules?.Open(opening, plan, framer, eventsBefore);
        watcher = rules?.Watch(opening) ?? NoSink.Instance;
    }

    /// <summary>Whether all of it was read.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Events seen in it.</summary>
    public long Events => framer?.Count ?? 0;

    /// <summary>Whether a rule may still act on it, or its framing is ours as one has.</summary>
    public bool IsInUse => faults is not null || isRechunking || isWaitingForChunk;

    /// <summary>When <see cref="Tick"/> is wanted next, on the clock of the connection.</summary>
    public TimeSpan? Deadline => began + faults?.Deadline;

    public void Begin() => faults?.Begin();

    public void HeadPassed()
    {
        isRechunking = chunks is not null && faults is not null;
        faults?.HeadPassed();
        if (IsEnded)
            faults?.End();
        DropSpentFaults();
    }

    /// <summary>Opens the rest of the body for rules.</summary>
    public void Attach(IOpenings next, TimeSpan at)
    {
        rules = next;
        began = at;
        // The size of a chunk under way is promised already: faults begin with the next one.
        isWaitingForChunk = chunks is { IsBetweenChunks: false } && !isRechunking;
        if (!isWaitingForChunk)
            OpenRest();
    }

    /// <summary>Lets everything held go.</summary>
    public void Detach()
    {
        rules = null;
        isWaitingForChunk = false;
        faults?.Flush();
        faults = null;
    }

    /// <summary>Plans what is done with the next bytes; returns how many of them were of this body.</summary>
    public int Read(ReadOnlyMemory<byte> input, TimeSpan at)
    {
        Tick(at);
        var taken = 0;
        switch (isMalformed ? BodyCoding.UntilClose : opening.Coding)
        {
            case BodyCoding.Chunked:
                while (taken < input.Length && !IsEnded && !plan.IsCut)
                    taken += ReadChunked(input[taken..]);
                break;
            case BodyCoding.Length:
                taken = (int)Math.Min(remaining, input.Length);
                remaining -= taken;
                Content(input[..taken]);
                IsEnded = remaining == 0;
                break;
            default:
                taken = input.Length;
                Content(input);
                break;
        }
        if (IsEnded && !isRechunking)
            faults?.End();
        DropSpentFaults();
        return taken;
    }

    /// <summary>Lets time pass for the faults.</summary>
    public void Tick(TimeSpan at)
    {
        if (faults is null)
            return;
        faults.Body.Elapsed = at - began;
        faults.Tick();
    }

    /// <summary>The connection has ended, and the body with it.</summary>
    public void End(TimeSpan at)
    {
        Tick(at);
        faults?.End();
        faults = null;
    }

    private void OpenRest()
    {
        isWaitingForChunk = false;
        framer?.RestartCount();
        faults = rules?.Open(opening, plan, framer, eventsBefore);
        watcher = rules?.Watch(opening) ?? NoSink.Instance;
        isRechunking |= chunks is not null && faults is not null;
        faults?.HeadPassed();
        DropSpentFaults();
    }

    private int ReadChunked(ReadOnlyMemory<byte> input)
    {
        if (isWaitingForChunk && chunks!.IsBetweenChunks)
            OpenRest();
        // Original framing comes back between two chunks, where it needs no help.
        if (isRechunking && faults is null && chunks!.IsBetweenChunks)
            isRechunking = false;
        var part = chunks!.Next(input.Span, out var count);
        var stretch = input[..count];
        switch (part)
        {
            case ChunkPart.Data:
                Content(stretch);
                break;
            case ChunkPart.Trailer:
                BeginTrailer();
                plan.Write(stretch);
                break;
            case ChunkPart.Malformed:
                GiveUp(input);
                return input.Length;
            default:
                if (!isRechunking)
                    plan.Write(stretch);
                break;
        }
        IsEnded = chunks.IsEnded;
        return count;
    }

    private void Content(ReadOnlyMemory<byte> bytes)
    {
        if (faults is not null)
        {
            faults.Feed(bytes);
            return;
        }
        FollowPlace(bytes);
        if (isRechunking)
            plan.WriteChunk(bytes.Span);
        else
            plan.Write(bytes);
    }

    private void BeginTrailer()
    {
        if (hasTrailer)
            return;
        hasTrailer = true;
        faults?.End();
        if (isRechunking)
            plan.Write("0\r\n"u8.ToArray());
    }

    /// <summary>
    /// No chunk size, or one without end: where nothing was changed the rest passes unread; else the part that is known goes out and the
    /// connection is closed, as the swallowed framing cannot be made good.
    /// </summary>
    private void GiveUp(ReadOnlyMemory<byte> input)
    {
        if (!isRechunking)
        {
            isMalformed = true;
            plan.Write(input);
            return;
        }
        faults?.Flush();
        rules?.GaveUp(opening, "no chunk size where one was due");
        plan.Add(PlanStepKind.Fin);
    }

    private void DropSpentFaults()
    {
        if (faults is not { IsSpent: true })
            return;
        faults.Flush();
        faults = null;
    }

    /// <summary>Without faults only the place in the stream is kept, for rules that may come.</summary>
    private void FollowPlace(ReadOnlyMemory<byte> bytes)
    {
        framer?.Feed(bytes, watcher);
        framer?.Release(watcher);
    }
}
