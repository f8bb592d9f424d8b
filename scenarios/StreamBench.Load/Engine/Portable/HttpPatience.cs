using StreamBench.Load.Engine.Timing;

namespace StreamBench.Load.Engine.Portable;

/// <summary>How long one stream of a portable loop waits for what comes next, and who may end its waiting.</summary>
internal sealed class HttpPatience(HttpLoopOptions options, EngineClock clock, bool isHeld)
{
    private readonly Lock gate = new();
    private readonly long endBy = clock.Now + (long)options.StreamTimeout.TotalNanoseconds;
    private CancellationTokenSource? connection;

    /// <summary>Ends the wait of the present connection.</summary>
    internal CancellationToken Token => connection!.Token;

    /// <summary>True when the present connection was taken away.</summary>
    internal bool IsBroken { get; private set; }

    private TimeSpan Left => TimeSpan.FromTicks((endBy - clock.Now) / TimeSpan.NanosecondsPerTick);

    /// <summary>A connection begins.</summary>
    internal void Begin(CancellationToken stopping)
    {
        lock (gate)
        {
            IsBroken = false;
            connection = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        }
    }

    /// <summary>The connection is over.</summary>
    internal void End()
    {
        lock (gate)
        {
            connection?.Dispose();
            connection = null;
        }
    }

    /// <summary>Takes the connection away, if there is one. Any thread may call it.</summary>
    internal void Break()
    {
        lock (gate)
        {
            if (connection is not null)
            {
                IsBroken = true;
                // By a timer: what follows must not run under this lock.
                connection.CancelAfter(TimeSpan.Zero);
            }
        }
    }

    /// <summary>Ends every wait of the present connection: what is still asked for is not wanted any more.</summary>
    internal void Cancel() => connection?.Cancel();

    internal void ForHead() => Wait(options.ConnectTimeout + options.HeadTimeout);

    internal void ForSilence() => Wait(isHeld ? Timeout.InfiniteTimeSpan : options.IdleTimeout);

    /// <summary>Waits before the next attempt; false when there will be none.</summary>
    internal async Task<bool> WaitAsync(long nanoseconds, CancellationToken stopping)
    {
        var wait = TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);
        if (!isHeld && wait >= Left)
        {
            return false;
        }

        try
        {
            await Task.Delay(wait, options.Time, stopping);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits before something else is asked for on the same connection.</summary>
    internal Task RestAsync(TimeSpan time) => Task.Delay(time, options.Time, Token);

    /// <summary>Waits as long as a slow reader takes for <paramref name="bytes"/>.</summary>
    internal Task SipAsync(int bytes, int bytesPerSecond) =>
        bytesPerSecond == 0
            ? Task.CompletedTask
            : Task.Delay(TimeSpan.FromSeconds((double)bytes / bytesPerSecond), options.Time, Token);

    private void Wait(TimeSpan time)
    {
        lock (gate)
        {
            if (!IsBroken)
            {
                var most = isHeld || time < Left ? time : Left;
                connection!.CancelAfter(most > TimeSpan.Zero || isHeld ? most : TimeSpan.Zero);
            }
        }
    }
}
