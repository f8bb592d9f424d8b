namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>
/// Turns script time into the run's time and back. Events are ordered by script time, so the pace never changes their order.
/// </summary>
internal sealed class PaceClock(double pace)
{
    private TimeSpan latest;

    /// <summary>Script time of the newest event.</summary>
    internal TimeSpan At { get; private set; }

    /// <summary>When, in the run's time, something at <paramref name="at"/> in script time is due; never before what already was.</summary>
    internal TimeSpan Due(TimeSpan at) => Later(at * pace, latest);

    /// <summary>The script time for something that happens at <paramref name="now"/> in the run's time.</summary>
    internal TimeSpan Notice(TimeSpan now)
    {
        latest = Later(latest, now);
        return pace == 0 ? At : Later(At, now / pace);
    }

    /// <summary>An event of script time <paramref name="at"/> has gone out at <paramref name="due"/>.</summary>
    internal void MoveTo(TimeSpan at, TimeSpan due)
    {
        At = Later(At, at);
        latest = Later(latest, due);
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
