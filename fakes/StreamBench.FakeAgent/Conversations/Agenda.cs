namespace StreamBench.FakeAgent.Conversations;

/// <summary>
/// One timer for everything that waits: thousands of players and heartbeats share it instead of a timer each. Items run one
/// after another on the timer's thread, so they must not block.
/// </summary>
internal sealed class Agenda : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<IAgendaItem, TimeSpan> items = new();
    private readonly TimeProvider time;
    private readonly long origin;
    private readonly ITimer timer;
    private TimeSpan armedFor = TimeSpan.MaxValue;
    private bool isRunning;
    private bool isDisposed;

    internal Agenda(TimeProvider time)
    {
        this.time = time;
        origin = time.GetTimestamp();
        timer = time.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Time since the agenda was made; the clock that all items use.</summary>
    internal TimeSpan Now => time.GetElapsedTime(origin);

    /// <summary>Runs <paramref name="item"/> at <paramref name="due"/>, or as soon as possible when that has passed.</summary>
    internal void Add(IAgendaItem item, TimeSpan due)
    {
        lock (gate)
        {
            items.Enqueue(item, due);
            if (!isRunning)
            {
                Arm();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            items.Clear();
        }

        timer.Dispose();
    }

    private void RunDue()
    {
        lock (gate)
        {
            if (isRunning)
            {
                return;
            }

            (isRunning, armedFor) = (true, TimeSpan.MaxValue);
        }

        while (TakeDue() is { } item)
        {
            if (item.Run(Now) is { } again)
            {
                Add(item, again);
            }
        }
    }

    private IAgendaItem? TakeDue()
    {
        lock (gate)
        {
            if (items.TryPeek(out _, out var due) && due <= Now)
            {
                return items.Dequeue();
            }

            isRunning = false;
            Arm();
            return null;
        }
    }

    private void Arm()
    {
        if (isDisposed || !items.TryPeek(out _, out var due) || due >= armedFor)
        {
            return;
        }

        armedFor = due;
        var wait = due - Now;

        // Timers count whole milliseconds and round down; half a millisecond late is better than waking twice.
        timer.Change(
            wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)),
            Timeout.InfiniteTimeSpan
        );
    }
}

/// <summary>Something with a due time.</summary>
internal interface IAgendaItem
{
    /// <summary>Does what is due at <paramref name="now"/>; answers when to come again, or null for never.</summary>
    TimeSpan? Run(TimeSpan now);
}
