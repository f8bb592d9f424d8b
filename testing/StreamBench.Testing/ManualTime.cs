namespace StreamBench.Testing;

/// <summary>
/// A clock that moves only when a test says so. Timers fire on the thread that calls <see cref="Advance"/>, in the order of
/// their due times, each seeing the time it was due at. Thread-safe.
/// </summary>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private TaskCompletionSource timerAdded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>How long until the next timer comes due; null while none waits.</summary>
    public TimeSpan? NextTimer
    {
        get
        {
            lock (gate)
            {
                return timers.MinBy(t => t.Due) is { } next ? next.Due - now : null;
            }
        }
    }

    /// <summary>Moves the clock, firing every timer that comes due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } timer)
        {
            timer.Fire();
        }

        lock (gate)
        {
            now = until;
        }
    }

    /// <summary>Completes when at least <paramref name="count"/> timers wait: the code under test has reached its delay.</summary>
    public Task WaitForTimersAsync(int count, CancellationToken cancellation) =>
        WaitAsync(() => timers.Count >= count, cancellation);

    /// <summary>Completes when a timer comes due within <paramref name="within"/>: the code under test waits no longer than that.</summary>
    public Task WaitForTimerWithinAsync(TimeSpan within, CancellationToken cancellation) =>
        WaitAsync(() => timers.Exists(timer => timer.Due <= now + within), cancellation);

    /// <summary>Completes when a timer comes due in exactly <paramref name="due"/> from now.</summary>
    public Task WaitForTimerInAsync(TimeSpan due, CancellationToken cancellation) =>
        WaitAsync(() => timers.Exists(timer => timer.Due == now + due), cancellation);

    private async Task WaitAsync(Func<bool> isSo, CancellationToken cancellation)
    {
        while (true)
        {
            Task added;
            lock (gate)
            {
                if (isSo())
                {
                    return;
                }

                added = timerAdded.Task;
            }

            await added.WaitAsync(cancellation);
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = timers.Where(t => t.Due <= until).MinBy(t => t.Due);
            if (next is null)
            {
                return null;
            }

            now = next.Due > now ? next.Due : now;
            timers.Remove(next);
            if (next.Period > TimeSpan.Zero)
            {
                next.Due = now + next.Period;
                timers.Add(next);
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        internal DateTimeOffset Due { get; set; }

        internal TimeSpan Period { get; private set; }

        internal void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            TaskCompletionSource? added = null;
            lock (time.gate)
            {
                time.timers.Remove(this);
                Period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Due = time.now + dueTime;
                    time.timers.Add(this);
                    added = time.timerAdded;
                    time.timerAdded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }

            added?.TrySetResult();
            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
