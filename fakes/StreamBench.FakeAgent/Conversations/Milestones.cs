namespace StreamBench.FakeAgent.Conversations;

/// <summary>Moments that somebody waits for. Looked at after each change, so nobody has to poll. Thread-safe.</summary>
internal sealed class Milestones
{
    private readonly Lock gate = new();
    private readonly List<Milestone> awaited = [];
    private volatile int count;

    /// <summary>Completes once <paramref name="isReached"/> is true, be it at once.</summary>
    internal async Task WhenAsync(Func<bool> isReached, CancellationToken cancellation)
    {
        var milestone = new Milestone(isReached);
        lock (gate)
        {
            awaited.Add(milestone);
            count = awaited.Count;
        }

        Look();
        try
        {
            await milestone.Reached.Task.WaitAsync(cancellation);
        }
        finally
        {
            lock (gate)
            {
                awaited.Remove(milestone);
                count = awaited.Count;
            }
        }
    }

    /// <summary>Something has changed. Costs one read while nobody waits.</summary>
    internal void Look()
    {
        if (count == 0)
        {
            return;
        }

        Milestone[] milestones;
        lock (gate)
        {
            milestones = [.. awaited];
        }

        // Outside the lock: what they ask takes locks of its own.
        foreach (var milestone in milestones.Where(m => m.IsReached()))
        {
            milestone.Reached.TrySetResult();
        }
    }

    private sealed record Milestone(Func<bool> IsReached)
    {
        internal TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
