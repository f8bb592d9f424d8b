using System.Collections.Immutable;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Engine.Timing;

namespace StreamBench.Load.Engine.Loop;

/// <summary>
/// One thread, one poller, thousands of streams. Takes starts when they are due, moves ready streams on and ends late ones,
/// until it is disposed. One loop for each core that the engine may use.
/// </summary>
internal sealed class EngineLoop<TVisitor> : IAsyncDisposable
    where TVisitor : IStreamVisitor
{
    private const long TickNanoseconds = 100_000_000;

    /// <summary>Between two looks at the sockets; a burst of arrivals must not leave them unread.</summary>
    private const int MaxStartsPerTurn = 64;

    /// <summary>So few that what the kernel touched of a socket to call it ready is still in the caches when it is read.</summary>
    private const int MaxReadyPerTurn = 32;

    private readonly IPoller poller;
    private readonly EngineClock clock;
    private readonly IStartSource source;
    private readonly StreamDriver<TVisitor> driver;
    private readonly PendingSample pending;
    private readonly ImmutableArray<PlannedBreak> breaks;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Thread thread;
    private readonly Lock waking = new();
    private volatile bool isStopping;
    private bool isClosed;
    private long nextTick;
    private long endedSeen;
    private int nextBreak;

    /// <summary>Makes a loop; it owns <paramref name="poller"/> from here on.</summary>
    internal EngineLoop(LoopOptions options, IPoller poller, EngineClock clock, IStartSource source, TVisitor visitor)
    {
        this.poller = poller;
        breaks = options.Breaks;
        this.clock = clock;
        this.source = source;
        driver = new StreamDriver<TVisitor>(options, poller, clock, visitor);
        pending = new PendingSample(driver.Streams, poller);
        thread = new Thread(Run) { Name = "engine loop", IsBackground = true };
    }

    internal LoopGauges Gauges { get; } = new();

    /// <summary>Completes when the loop has ended; fails with what went wrong in it.</summary>
    internal Task Completion => ended.Task;

    /// <summary>The loop's visitor; safe to read once <see cref="Completion"/> is over.</summary>
    internal ref TVisitor Visitor => ref driver.Visitor;

    internal void Start() => thread.Start();

    /// <summary>Lets a loop that waits look at its source again.</summary>
    internal void Wake()
    {
        lock (waking)
        {
            if (!isClosed)
            {
                poller.Wake();
            }
        }
    }

    /// <summary>Closes all streams and waits for the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        isStopping = true;
        Wake();
        try
        {
            await (thread.ThreadState.HasFlag(ThreadState.Unstarted) ? Task.CompletedTask : ended.Task);
        }
        finally
        {
            Close();
        }
    }

    private void Close()
    {
        // A pacing thread may still want to wake this loop: never by a descriptor that is someone else's by now.
        lock (waking)
        {
            if (!isClosed)
            {
                isClosed = true;
                poller.Dispose();
            }
        }
    }

    private void Run()
    {
        try
        {
            LinuxThread.WakePrecisely();
            var ready = new Readiness[MaxReadyPerTurn];
            while (!isStopping)
            {
                Turn(ready);
            }

            driver.EndAll();
            Tick(clock.Now);
            ended.SetResult();
        }
#pragma warning disable CA1031 // The top of a thread: what went wrong goes to whoever awaits the loop.
        catch (Exception e)
        {
            ended.SetException(e);
        }
#pragma warning restore CA1031
    }

    private void Turn(Readiness[] ready)
    {
        var now = clock.Now;
        for (var i = 0; i < MaxStartsPerTurn && source.TryTake(now, out var arrival); i++)
        {
            driver.Begin(arrival);
        }

        for (; nextBreak < breaks.Length && breaks[nextBreak].At <= now; nextBreak++)
        {
            driver.Break(breaks[nextBreak].IsStruck);
        }

        driver.OnTime(now);
        if (now >= nextTick)
        {
            Tick(now);
        }

        TellEnded(now);
        var count = poller.Wait(ready, Timeout());
        // Each is announced while the one before it is read.
        for (var i = 0; i <= count; i++)
        {
            if (i < count)
            {
                driver.Expect(ready[i].Token);
            }

            if (i > 0)
            {
                driver.OnReady(ready[i - 1].Token);
            }
        }
    }

    private long Timeout()
    {
        var next = Math.Min(nextTick, Math.Min(source.NextDue, driver.Wheel.NextLook()));
        return Math.Max(0, next - clock.Now);
    }

    private void TellEnded(long now)
    {
        for (; endedSeen < driver.Ended; endedSeen++)
        {
            source.OnEnded(now);
        }
    }

    private void Tick(long now)
    {
        nextTick = now + TickNanoseconds;
        clock.Adjust();
        Gauges.Set(LinuxThread.CpuTime(), driver.Streams.Open, driver.Ended, pending.Take());
        driver.Visitor.OnTick(now);
    }
}
