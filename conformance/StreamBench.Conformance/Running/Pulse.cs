namespace StreamBench.Conformance.Running;

/// <summary>
/// Notices when this process stands still: a machine with too much to do, a long garbage collection, a laptop that sleeps. Time-outs of half
/// a second pass meanwhile, and no client is to blame for that.
/// </summary>
internal sealed class Pulse : IAsyncDisposable
{
    /// <summary>The shortest standstill that is remembered: what half a heartbeat of the cases can bear.</summary>
    internal static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(75);

    private const int Kept = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Queue<(DateTimeOffset From, DateTimeOffset To)> standstills = new();
    private readonly CancellationTokenSource over = new();
    private readonly TimeProvider time;
    private readonly Task beating;

    internal Pulse(TimeProvider time)
    {
        this.time = time;
        beating = BeatAsync();
    }

    /// <summary>The longest standstill that falls into this time, wholly or in part; zero when there was none.</summary>
    internal TimeSpan Longest(DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            return standstills
                .Where(one => one.From < to && one.To > from)
                .Select(one => one.To - one.From)
                .DefaultIfEmpty(TimeSpan.Zero)
                .Max();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await beating;
        over.Dispose();
    }

    private async Task BeatAsync()
    {
        for (var last = time.GetUtcNow(); !over.IsCancellationRequested; )
        {
            await Task.Delay(Beat, time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var now = time.GetUtcNow();
            if (now - last > Beat + Shortest)
            {
                Remember(last, now);
            }

            last = now;
        }
    }

    private void Remember(DateTimeOffset from, DateTimeOffset to)
    {
        lock (gate)
        {
            standstills.Enqueue((from, to));
            if (standstills.Count > Kept)
            {
                standstills.Dequeue();
            }
        }
    }
}
