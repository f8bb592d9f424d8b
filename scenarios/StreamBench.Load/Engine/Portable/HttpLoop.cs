using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Engine.Portable;

/// <summary>
/// The path for HTTP/2, gRPC and long-polling, with TLS or without: SocketsHttpHandler carries the bytes, and the same scanners, clocks and visitor read them.
/// A thread starts streams when they are due; source and visitor, which may know each other, are called by one thread at a time,
/// under one lock.
/// </summary>
internal sealed partial class HttpLoop<TVisitor> : IAsyncDisposable
    where TVisitor : IStreamVisitor
{
    private const long TickNanoseconds = 100_000_000;
    private const long LongestWaitMilliseconds = 10;

    private readonly HttpLoopOptions options;
    private readonly EngineClock clock;
    private readonly IStartSource source;
    private readonly HttpMessageInvoker client;
    private readonly Lock gate = new();
    private readonly Stack<int> free;
    private readonly HttpStream<TVisitor>?[] streams;

    // Not disposed: a pacing thread may still wake a loop that has ended.
    private readonly SemaphoreSlim changed = new(0);
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread thread;
    private TVisitor visitor;
    private int open;
    private int ended;
    private int nextBreak;
    private Exception? failure;

    internal HttpLoop(HttpLoopOptions options, EngineClock clock, IStartSource source, TVisitor visitor)
    {
        this.options = options;
        this.clock = clock;
        this.source = source;
        this.visitor = visitor;
        free = new Stack<int>(Enumerable.Range(0, options.Capacity).Reverse());
        streams = new HttpStream<TVisitor>?[options.Capacity];
        client = HttpConnections.Client(options, clock);
        thread = new Thread(Run) { Name = "portable loop", IsBackground = true };
    }

    /// <summary>The visitor; safe to read once the loop is disposed.</summary>
    internal ref TVisitor Visitor => ref visitor;

    /// <summary>Streams open now.</summary>
    internal int Open => Volatile.Read(ref open);

    internal void Start() => thread.Start();

    /// <summary>Lets a loop that waits look at its source again.</summary>
    internal void Wake() => changed.Release();

    /// <summary>Gives up all streams and waits for their ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (!thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            await idle.Task;
        }

        client.Dispose();
        stopping.Dispose();
    }

    private void Run()
    {
        Polling.LinuxThread.WakePrecisely();
        var nextTick = 0L;
        while (!stopping.IsCancellationRequested)
        {
            var now = clock.Now;
            TellEnded(now);
            while (BeginNext(now))
            {
                // Until none is due.
            }

            for (; nextBreak < options.Breaks.Length && options.Breaks[nextBreak].At <= now; nextBreak++)
            {
                Break(options.Breaks[nextBreak].IsStruck);
            }

            if (now >= nextTick)
            {
                nextTick = now + TickNanoseconds;
                Tick();
            }

            Wait(Math.Min(NextDue(), nextTick));
        }

        // Whatever is still open was cancelled with the loop.
        while (Open > 0)
        {
            changed.Wait((int)LongestWaitMilliseconds);
        }

        Tick();
        if (failure is { } bug)
        {
            idle.SetException(bug);
        }
        else
        {
            idle.SetResult();
        }
    }

    private void Wait(long until)
    {
        var milliseconds = Math.Min((until - clock.Now) / 1_000_000, LongestWaitMilliseconds);
        if (milliseconds > 0)
        {
            changed.Wait((int)milliseconds);
        }
    }

    private void TellEnded(long now)
    {
        lock (gate)
        {
            for (var count = Interlocked.Exchange(ref ended, 0); count > 0; count--)
            {
                source.OnEnded(now);
            }
        }
    }

    private long NextDue()
    {
        lock (gate)
        {
            return source.NextDue;
        }
    }

    private void Tick()
    {
        clock.Adjust();
        lock (gate)
        {
            visitor.OnTick(clock.Now);
        }
    }

    private bool BeginNext(long now)
    {
        Arrival arrival;
        int stream;
        StreamStart start;
        lock (gate)
        {
            if (!source.TryTake(now, out arrival))
            {
                return false;
            }

            var at = clock.Now;
            if (!free.TryPop(out stream))
            {
                visitor.OnDropped(arrival, at);
                return true;
            }

            start = visitor.OnStart(stream, arrival, at);
        }

        Interlocked.Increment(ref open);
        var reading = new HttpStream<TVisitor>(this, stream, arrival.Number, start);
        Volatile.Write(ref streams[stream], reading);
        _ = reading.RunAsync(client, stopping.Token);
        return true;
    }

    private void Break(Func<long, bool> isStruck)
    {
        for (var stream = 0; stream < streams.Length; stream++)
        {
            if (Volatile.Read(ref streams[stream]) is { } one && isStruck(one.Number))
            {
                one.Break();
            }
        }
    }
}
