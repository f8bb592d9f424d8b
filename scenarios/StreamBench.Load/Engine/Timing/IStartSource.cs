using StreamBench.Load.Schedules;

namespace StreamBench.Load.Engine.Timing;

/// <summary>Where a loop gets its work from. Called by one thread at a time, and never while the loop's visitor is.</summary>
internal interface IStartSource
{
    /// <summary>When the next start is due, as far as is known; <see cref="long.MaxValue"/> when none is.</summary>
    long NextDue { get; }

    /// <summary>Takes a start that is due at <paramref name="now"/>.</summary>
    bool TryTake(long now, out Arrival start);

    /// <summary>One stream of this source ended.</summary>
    void OnEnded(long now);
}
