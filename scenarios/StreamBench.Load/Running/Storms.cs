using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Plans;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Running;

/// <summary>The moments at which a plan takes connections away.</summary>
internal static class Storms
{
    /// <summary>In the order of their times, until the last step is over.</summary>
    internal static IEnumerable<PlannedBreak> Of(LoadPlan plan, long origin)
    {
        if (plan.Storm is not { } storm)
        {
            yield break;
        }

        var end = plan.Length;
        var number = 0;
        for (var at = plan.WarmUp + storm.At; at < end; at += storm.Every ?? end)
        {
            var which = number++;
            yield return new PlannedBreak(
                origin + (at.Ticks * TimeSpan.NanosecondsPerTick),
                stream => StreamChoice.IsInStorm(plan, which, stream)
            );
        }
    }
}
