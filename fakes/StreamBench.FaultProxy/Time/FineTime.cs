using System.Runtime.InteropServices;

namespace StreamBench.FaultProxy.Time;

/// <summary>
/// The system's time with timers that are right to about a tenth of a millisecond; those of <see cref="TimeProvider.System"/> follow a
/// clock that ticks every 1 to 4 ms. One thread sleeps until the next timer is due. Callbacks run on it and must be short.
/// </summary>
internal sealed partial class FineTime : TimeProvider
{
    private static readonly TimeSpan Nap = TimeSpan.FromMicroseconds(200);

    private readonly PriorityQueue<FineTimer, long> queue = new();
    private readonly object gate = new();
    private Thread? thread;

    /// <summary>The one instance: its thread starts with the first timer and ends with the process.</summary>
    public static FineTime Instance { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(period, Timeout.InfiniteTimeSpan);
        var timer = new FineTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Puts a timer into the queue unless an entry of it that comes early enough is there already.</summary>
    private void Schedule(FineTimer timer, long? dueAt)
    {
        lock (gate)
        {
            timer.DueAt = dueAt;
            if (dueAt is not { } due || timer.QueuedAt <= due)
                return;
            timer.QueuedAt = due;
            queue.Enqueue(timer, due);
            thread ??= StartThread();
            Monitor.Pulse(gate);
        }
    }

    private Thread StartThread()
    {
        var started = new Thread(Run)
        {
            IsBackground = true,
            Name = "fault proxy timers",
            Priority = ThreadPriority.AboveNormal,
        };
        started.Start();
        return started;
    }

    private void Run()
    {
        while (true)
        {
            NextDue()?.Fire();
        }
    }

    /// <summary>Sleeps towards the next timer; gives it back once it is due.</summary>
    private FineTimer? NextDue()
    {
        TimeSpan rest;
        lock (gate)
        {
            if (!queue.TryPeek(out var timer, out var due))
            {
                Monitor.Wait(gate);
                return null;
            }
            rest = GetElapsedTime(GetTimestamp(), due);
            if (rest <= TimeSpan.Zero)
            {
                queue.Dequeue();
                return timer.Leave(due, GetTimestamp());
            }
            if (rest >= TimeSpan.FromMilliseconds(1))
            {
                Monitor.Wait(gate, (int)Math.Min(rest.TotalMilliseconds, int.MaxValue));
                return null;
            }
        }
        Sleep(rest < Nap ? rest : Nap);
        return null;
    }

    private static void Sleep(TimeSpan shortTime)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
            _ = SleepMicroseconds((uint)Math.Max(1, shortTime.TotalMicroseconds));
        else
            Thread.Yield();
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SleepMicroseconds(uint microseconds);

    private sealed class FineTimer(FineTime time, TimerCallback callback, object? state) : ITimer
    {
        /// <summary>When to fire; null while off.</summary>
        public long? DueAt { get; set; }

        /// <summary>The earliest entry in the queue that is this timer's.</summary>
        public long QueuedAt { get; set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            long? dueAt =
                dueTime == Timeout.InfiniteTimeSpan
                    ? null
                    : time.GetTimestamp() + (long)(dueTime.TotalSeconds * time.TimestampFrequency);
            time.Schedule(this, dueAt);
            return true;
        }

        /// <summary>Takes note that an entry left the queue; gives the timer back if it is due, and queues it again if it is not yet.</summary>
        public FineTimer? Leave(long entry, long now)
        {
            if (entry == QueuedAt)
                QueuedAt = long.MaxValue;
            if (DueAt is not { } due)
                return null;
            if (due <= now)
            {
                DueAt = null;
                return this;
            }
            time.Schedule(this, due);
            return null;
        }

        public void Fire() => callback(state);

        public void Dispose() => time.Schedule(this, dueAt: null);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
