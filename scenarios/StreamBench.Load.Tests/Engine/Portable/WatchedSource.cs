using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Engine.Portable;

/// <summary>Starts that know whether they were asked while something else of the same loop was being told.</summary>
internal sealed class WatchedSource(IStartSource inner) : IStartSource, IDisposable
{
    // Several times as long as a loop waits before it asks again.
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(300);

    private readonly ManualResetEventSlim asked = new();

    public long NextDue
    {
        get
        {
            asked.Set();
            return inner.NextDue;
        }
    }

    /// <summary>Whether the loop asks while the caller is inside the visitor.</summary>
    internal bool IsAskedNow()
    {
        asked.Reset();
        return asked.Wait(Long, TestContext.Current.CancellationToken);
    }

    public bool TryTake(long now, out Arrival start)
    {
        asked.Set();
        return inner.TryTake(now, out start);
    }

    public void OnEnded(long now)
    {
        asked.Set();
        inner.OnEnded(now);
    }

    public void Dispose() => asked.Dispose();
}
