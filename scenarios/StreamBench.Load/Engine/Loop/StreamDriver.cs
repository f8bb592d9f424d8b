using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Schedules;
using StreamBench.Transports;

namespace StreamBench.Load.Engine.Loop;

/// <summary>
/// Moves the streams of one loop on: connect → request → head → body → end, and again where a stream resumes. Every ending is a value that names its side.
/// Nothing is allocated for an event, and nothing for a stream once the pool is warm.
/// </summary>
internal sealed partial class StreamDriver<TVisitor>
    where TVisitor : IStreamVisitor
{
    /// <summary>146 years: later than any run ends, and far from an overflow.</summary>
    private const long Never = long.MaxValue / 2;

    private readonly LoopOptions options;
    private readonly IPoller poller;
    private readonly EngineClock clock;
    private readonly TimerWheel wheel;
    private readonly StreamTable streams;
    private readonly BufferPool pool = new();
    private readonly KeptBytes kept;
    private readonly Random masks;
    private TVisitor visitor;
    private byte[] sending = new byte[4096];
    private int nextSource;
    private bool isEnding;

    internal StreamDriver(LoopOptions options, IPoller poller, EngineClock clock, TVisitor visitor)
    {
        this.options = options;
        this.poller = poller;
        this.clock = clock;
        this.visitor = visitor;
        wheel = new TimerWheel(options.Capacity, clock.Now);
        streams = new StreamTable(options.Capacity);
        kept = new KeptBytes(pool, options.ReceiveBytes);
        masks = new Random(options.Seed);
    }

    internal StreamTable Streams => streams;

    internal TimerWheel Wheel => wheel;

    internal ref TVisitor Visitor => ref visitor;

    /// <summary>Streams that have ended so far.</summary>
    internal long Ended { get; private set; }

    /// <summary>Begins a stream, or drops the arrival when all slots are used.</summary>
    internal void Begin(in Arrival arrival)
    {
        var now = clock.Now;
        var stream = streams.Take();
        if (stream < 0)
        {
            visitor.OnDropped(arrival, now);
            return;
        }

        ref var slot = ref streams[stream];
        slot.Scan.Reset();
        slot.Number = arrival.Number;
        var start = visitor.OnStart(stream, arrival, now);
        (slot.Target, slot.Row, slot.Pace) = start;
        slot.IsHeld = start.IsHeld;
        slot.EndBy = start.IsHeld ? Never : now + (long)options.StreamTimeout.TotalNanoseconds;
        Connect(stream, ref slot, now);
    }

    private void Connect(int stream, ref StreamSlot slot, long now)
    {
        slot.Phase = StreamPhase.Connecting;
        var source = options.SourceAddresses.IsEmpty
            ? null
            : options.SourceAddresses[nextSource++ % options.SourceAddresses.Length];
        var remote = options.Targets[slot.Target].Remote;
        var status = poller.Open(remote, source, slot.Token(stream), out slot.Handle);
        if (status != IoStatus.WouldBlock)
        {
            End(stream, Unconnected(status, ConnectTrouble.None), CloseHow.NotOpen);
            return;
        }

        GiveTime(stream, ref slot, now, options.ConnectTimeout);
    }

    /// <summary>The socket of a stream can go on, and it is the next one after the one that comes now.</summary>
    internal void Expect(long token)
    {
        var stream = StreamTable.IndexOf(token);
        Ahead.Fetch(ref streams[stream]);
        visitor.Expect(stream);
    }

    /// <summary>The socket of a stream can go on.</summary>
    internal void OnReady(long token)
    {
        var stream = streams.Find(token);
        if (stream < 0)
        {
            return;
        }

        ref var slot = ref streams[stream];
        if (slot.Phase == StreamPhase.Connecting)
        {
            OnConnectDecided(stream, ref slot);
        }
        else if (!slot.IsPaused && (slot.UnsentLength == 0 || SendRest(stream, ref slot)))
        {
            Receive(stream, ref slot);
        }
    }

    /// <summary>Ends the streams whose time is over.</summary>
    internal void OnTime(long now)
    {
        while (wheel.TakeDue(now) is var stream and >= 0)
        {
            ref var slot = ref streams[stream];
            if (slot.IsPaused)
            {
                Continue(stream, ref slot);
            }
            else if (slot.Deadline > now)
            {
                wheel.Arm(stream, slot.Deadline);
            }
            else if (slot.Phase == StreamPhase.Waiting)
            {
                Connect(stream, ref slot, now);
            }
            else
            {
                End(stream, new StreamEnding(StreamEndKind.TimedOut, StreamSide.Path), CloseHow.Reset);
            }
        }
    }

    /// <summary>The run is over: closes every open stream.</summary>
    internal void EndAll()
    {
        isEnding = true;
        for (var stream = 0; stream < streams.Capacity; stream++)
        {
            if (streams[stream].Phase != StreamPhase.Free)
            {
                var isOpen = streams[stream].Phase != StreamPhase.Waiting;
                End(stream, StreamEnding.Abandoned, isOpen ? CloseHow.InOrder : CloseHow.NotOpen);
            }
        }
    }

    /// <summary>Resets the connections of the open streams that <paramref name="isStruck"/> chooses by their numbers.</summary>
    internal void Break(Func<long, bool> isStruck)
    {
        for (var stream = 0; stream < streams.Capacity; stream++)
        {
            ref var slot = ref streams[stream];
            if (slot.Phase is StreamPhase.Head or StreamPhase.Body && isStruck(slot.Number))
            {
                End(stream, new StreamEnding(StreamEndKind.Reset, StreamSide.Client), CloseHow.Reset);
            }
        }
    }

    private long SilentUntil(in StreamSlot slot, long now) =>
        slot.IsHeld ? Never : Math.Min(now + (long)options.IdleTimeout.TotalNanoseconds, slot.EndBy);

    private void GiveTime(int stream, ref StreamSlot slot, long now, TimeSpan time)
    {
        slot.Deadline = Math.Min(now + (long)time.TotalNanoseconds, slot.EndBy);
        wheel.Arm(stream, slot.Deadline);
    }

    private void End(int stream, in StreamEnding ending, CloseHow how)
    {
        ref var slot = ref streams[stream];
        wheel.Cancel(stream);
        slot.IsPaused = false;
        kept.Release(ref slot);
        if (slot.Unsent is { } unsent)
        {
            pool.Return(unsent);
            slot.Unsent = null;
            slot.UnsentLength = 0;
        }

        if (how != CloseHow.NotOpen)
        {
            poller.Close(slot.Handle, reset: how == CloseHow.Reset);
        }

        var now = clock.Now;
        var after = visitor.OnEnd(stream, ending, now);
        var comesBack = after.ResumeAfterNanoseconds >= 0;
        if (comesBack && now < slot.EndBy && !isEnding)
        {
            Wait(stream, ref slot, after, now);
            return;
        }

        if (comesBack)
        {
            visitor.OnGivenUp(stream, ending, now);
        }

        slot.Row = null;
        streams.Free(stream);
        Ended++;
    }

    private void Wait(int stream, ref StreamSlot slot, in AfterEnd after, long now)
    {
        slot.Phase = StreamPhase.Waiting;
        slot.Generation++;
        slot.Target = after.Target < 0 ? slot.Target : after.Target;
        if (after.IsAfresh)
        {
            slot.Scan.Reset();
        }
        else
        {
            slot.Scan.Resume();
        }

        if (!after.Cursor.IsEmpty)
        {
            slot.Scan.LastId.Set(after.Cursor.Span);
        }

        GiveTime(stream, ref slot, now, TimeSpan.FromTicks(after.ResumeAfterNanoseconds / TimeSpan.NanosecondsPerTick));
    }

    private static StreamEnding Unconnected(IoStatus status, ConnectTrouble trouble) =>
        status == IoStatus.OutOfResources
            ? StreamEnding.OutOfResources
            : new StreamEnding(
                StreamEndKind.Unreachable,
                status == IoStatus.Refused || trouble != ConnectTrouble.None ? StreamSide.Server : StreamSide.Path
            )
            {
                Trouble = trouble,
            };

    private enum CloseHow
    {
        InOrder,
        Reset,
        NotOpen,
    }
}
