using StreamBench.Load.Plans;

namespace StreamBench.Load.Schedules;

/// <summary>
/// The starts of streams that are held for a whole run and that no load model asked for: idle watchers, and a probe for each
/// engine thread. Known by their numbers, which lie above all others.
/// </summary>
internal static class HeldArrivals
{
    private const long FirstWatcher = 1L << 47;
    private const long FirstProbe = FirstWatcher + (1L << 40);

    // A rush of watchers at the begin would be a load of its own.
    private const long SpacingNanoseconds = 1_000_000;

    /// <summary>True for a stream that is held.</summary>
    internal static bool IsHeld(long number) => number >= FirstWatcher;

    /// <summary>True for a probe.</summary>
    internal static bool IsProbe(long number) => number >= FirstProbe;

    /// <summary>The probe of an engine thread, due at once.</summary>
    internal static Arrival Probe(int loop, long now) => new(FirstProbe + loop, now, 0, 0, IsWarmUp: false);

    /// <summary>A segment's watchers, a thousand a second from the begin of the run on.</summary>
    internal static IEnumerable<Arrival> Watchers(LoadPlan plan, Segment segment)
    {
        var count = segment.ShareOf(plan.Watchers?.CountIn(plan) ?? 0);
        for (var i = 0L; i < count; i++)
        {
            var number = FirstWatcher + segment.NumberOf(i);
            yield return new Arrival(number, i * SpacingNanoseconds, 0, 0, IsWarmUp: false);
        }
    }

    /// <summary>Two lists of arrivals as one; each is in the order of its times.</summary>
    internal static IEnumerable<Arrival> Merged(IEnumerable<Arrival> some, IEnumerable<Arrival> others)
    {
        using var left = some.GetEnumerator();
        using var right = others.GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            if (!hasRight || (hasLeft && left.Current.IntendedAt <= right.Current.IntendedAt))
            {
                yield return left.Current;
                hasLeft = left.MoveNext();
            }
            else
            {
                yield return right.Current;
                hasRight = right.MoveNext();
            }
        }
    }
}
