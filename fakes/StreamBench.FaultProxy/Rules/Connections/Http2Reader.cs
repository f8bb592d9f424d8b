using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>
/// What a server sends on an HTTP/2 connection without TLS (RFC 9113): follows the frames and hands the DATA of each stream to its
/// <see cref="Http2Stream"/>; every other frame passes as it came. Bytes that are no HTTP/2 pass as a tunnel.
/// </summary>
internal sealed class Http2Reader(Plan plan, IOpenings? rules, Func<IBody> openTunnel, long eventsBefore) : IBody
{
    /// <summary>Responses under way that are followed, each with at most 16 KiB held; the oldest makes room, as its client may have cancelled it.</summary>
    public const int MaxStreams = 1024;

    private readonly Dictionary<int, Http2Stream> streams = [];
    private readonly byte[] header = new byte[Http2Header.Length];
    private IOpenings? rules = rules;
    private IBody? tunnel;
    private Http2Header frame;
    private Http2Stream? current;
    private long endedEvents;
    private int headerLength;
    private int remaining;
    private bool isRecognised;
    private TimeSpan now;

    public bool IsEnded => false;

    public long Events => tunnel?.Events ?? (endedEvents + streams.Values.Sum(stream => stream.Events));

    public bool IsInUse
    {
        get
        {
            foreach (var stream in streams.Values)
            {
                if (stream.IsInUse)
                    return true;
            }
            return tunnel is { IsInUse: true };
        }
    }

    public TimeSpan? Deadline => tunnel is null ? EarliestDeadline() : tunnel.Deadline;

    /// <summary>Nothing opens before a response does.</summary>
    public void Begin() { }

    public void HeadPassed() { }

    public void Attach(IOpenings next, TimeSpan at)
    {
        rules = next;
        tunnel?.Attach(next, at);
        foreach (var stream in streams.Values)
            stream.Attach(next, at);
    }

    public void Detach()
    {
        rules = null;
        tunnel?.Detach();
        foreach (var stream in streams.Values)
            stream.Detach();
    }

    public int Read(ReadOnlyMemory<byte> input, TimeSpan at)
    {
        Tick(at);
        isRecognised = isRecognised || (headerLength == 0 && Http2Header.FillWhole(input.Span));
        var rest = input;
        while (tunnel is null && !rest.IsEmpty && !plan.IsCut)
            rest = rest[ReadSome(rest)..];
        if (!rest.IsEmpty)
            tunnel?.Read(rest, at);
        foreach (var stream in streams.Values)
            stream.DropSpentFaults();
        return input.Length;
    }

    public void Tick(TimeSpan at)
    {
        now = at;
        tunnel?.Tick(at);
        foreach (var stream in streams.Values)
            stream.Tick(at);
    }

    public void End(TimeSpan at)
    {
        Tick(at);
        foreach (var stream in streams.Values)
            stream.End();
        PassPartialHeader();
        tunnel?.End(at);
    }

    private TimeSpan? EarliestDeadline()
    {
        TimeSpan? earliest = null;
        foreach (var stream in streams.Values)
        {
            if (stream.Deadline is { } deadline && !(deadline >= earliest))
                earliest = deadline;
        }
        return earliest;
    }

    private int ReadSome(ReadOnlyMemory<byte> input)
    {
        if (remaining == 0)
            return ReadHeader(input);
        var payload = input[..Math.Min(remaining, input.Length)];
        remaining -= payload.Length;
        if (current is null)
            plan.Write(payload);
        else
            current.Read(payload);
        if (remaining == 0)
            EndFrame();
        return payload.Length;
    }

    private int ReadHeader(ReadOnlyMemory<byte> input)
    {
        // A header inside one read is a slice of it, which leaves in one write with what is around it.
        var isWhole = headerLength == 0 && input.Length >= Http2Header.Length;
        var count = Math.Min(Http2Header.Length - headerLength, input.Length);
        input.Span[..count].CopyTo(header.AsSpan(headerLength));
        headerLength += count;
        if (!isRecognised && !Http2Header.CanBeginConnection(header.AsSpan(0, headerLength)))
        {
            BeginTunnel();
            return count;
        }
        if (headerLength < Http2Header.Length)
            return count;
        isRecognised = true;
        headerLength = 0;
        BeginFrame(isWhole ? input[..count] : header.ToArray());
        return count;
    }

    private void BeginFrame(ReadOnlyMemory<byte> raw)
    {
        frame = Http2Header.Read(raw.Span);
        remaining = frame.PayloadLength;
        current = frame.Type == Http2Header.Data ? Find(frame.Stream) : null;
        if (frame is { Type: Http2Header.Headers, EndsStream: true } or { Type: Http2Header.ResetStream })
            EndStream(frame.Stream);
        if (current is null)
            plan.Write(raw);
        else
            current.BeginFrame(frame, raw);
        if (remaining == 0)
            EndFrame();
    }

    private void EndFrame()
    {
        current?.EndFrame(frame.EndsStream);
        if (current is not null && frame.EndsStream)
            EndStream(frame.Stream);
        current = null;
    }

    /// <summary>The response a DATA frame belongs to.</summary>
    private Http2Stream Find(int id)
    {
        if (streams.TryGetValue(id, out var stream))
            return stream;
        if (streams.Count == MaxStreams)
            EndStream(streams.Keys.Min());
        return streams[id] = new Http2Stream(id, plan, rules, now, eventsBefore + Events);
    }

    /// <summary>What rules hold of a response goes out in front of its trailers: those cannot wait, as later heads refer to them.</summary>
    private void EndStream(int id)
    {
        if (!streams.Remove(id, out var stream))
            return;
        stream.End();
        endedEvents += stream.Events;
    }

    private void BeginTunnel()
    {
        tunnel = openTunnel();
        tunnel.Begin();
        tunnel.HeadPassed();
        tunnel.Read(header.AsSpan(0, headerLength).ToArray(), now);
        headerLength = 0;
    }

    private void PassPartialHeader()
    {
        plan.Write(header.AsSpan(0, headerLength).ToArray());
        headerLength = 0;
    }
}
