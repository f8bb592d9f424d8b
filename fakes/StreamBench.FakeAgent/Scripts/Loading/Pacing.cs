namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>The waits of a thread of events: <c>first</c> before its first event, <c>every</c> before each later one, more or less by <c>jitter</c>.</summary>
internal sealed class Pacing(TimeSpan first, TimeSpan every, TimeSpan jitter, Random random)
{
    private TimeSpan next = first;
    private TimeSpan pause;

    internal TimeSpan Next()
    {
        var middle = next;
        next = every;
        var shift = jitter == TimeSpan.Zero ? 0 : ((random.NextDouble() * 2) - 1) * jitter.TotalMicroseconds;
        var wait = pause + TimeSpan.FromMicroseconds(Math.Max(0, Math.Round(middle.TotalMicroseconds + shift)));
        pause = TimeSpan.Zero;
        return wait;
    }

    /// <summary>Adds a wait before the next event.</summary>
    internal void Pause(TimeSpan wait) => pause += wait;

    /// <summary>The pace of steps that follow an answer: the first event is long past.</summary>
    internal Pacing Fork() => new(every, every, jitter, random);

    /// <summary>The pace of a lane that starts here, beside others.</summary>
    internal Pacing Beside() => new(next + pause, every, jitter, random);

    /// <summary>Notes that lanes have taken the first event upon them.</summary>
    internal void Begin()
    {
        next = every;
        pause = TimeSpan.Zero;
    }
}
