using StreamBench.Load.Models;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Schedules;

/// <summary>
/// The arrivals of the open steps of a plan, fixed before the run: a function of the plan and the segment. They are made
/// one by one as they are asked for, so that an hour at 10,000/s costs no memory.
/// </summary>
public static class ArrivalSchedule
{
    /// <summary>The arrivals of a segment in the order of their intended starts.</summary>
    public static IEnumerable<Arrival> Of(LoadPlan plan, Segment segment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var rows = new long[plan.Scenarios.Length];
        var number = 0L;
        foreach (var (at, lane, n) in Merged(plan))
        {
            var scenario = lane.ScenarioOf(plan.Seed, n);
            var arrival = new Arrival(number++, at, scenario, rows[scenario]++, at < Nanoseconds(plan.WarmUp));
            if (segment.Has(arrival.Number))
            {
                yield return arrival;
            }
        }
    }

    private static IEnumerable<(long At, Lane Lane, long N)> Merged(LoadPlan plan)
    {
        var next = new PriorityQueue<(IEnumerator<long> Starts, Lane Lane, long N), (long At, int Lane)>();
        foreach (var lane in Lane.Of(plan))
        {
            Push(next, Starts(plan, lane).GetEnumerator(), lane, 0);
        }

        while (next.TryDequeue(out var head, out var due))
        {
            yield return (due.At, head.Lane, head.N);
            Push(next, head.Starts, head.Lane, head.N + 1);
        }
    }

    private static void Push(
        PriorityQueue<(IEnumerator<long> Starts, Lane Lane, long N), (long At, int Lane)> next,
        IEnumerator<long> starts,
        Lane lane,
        long n
    )
    {
        if (starts.MoveNext())
        {
            next.Enqueue((starts, lane, n), (starts.Current, lane.Number));
        }
        else
        {
            starts.Dispose();
        }
    }

    // The warm-up plays the load from its begin for as long as it lasts; then the load begins again and counts.
    private static IEnumerable<long> Starts(LoadPlan plan, Lane lane)
    {
        var warmUp = Nanoseconds(plan.WarmUp);
        return Once(plan.Seed, lane, round: 0)
            .TakeWhile(at => at < warmUp)
            .Concat(Once(plan.Seed, lane, round: 1).Select(at => warmUp + at));
    }

    private static IEnumerable<long> Once(int seed, Lane lane, int round)
    {
        var begin = 0L;
        var state = new StepState { Chance = Chance.Of(seed, lane.Number, 0) };
        for (var i = 0; i < lane.Steps.Length; i++)
        {
            var step = lane.Steps[i];
            state.Chance = Chance.Of(seed, lane.Number, 2L * i + round);
            if (step is OpenModel open)
            {
                foreach (var offset in open.Offsets(state))
                {
                    yield return begin + (long)Math.Round(offset * 1e9);
                }
            }
            else
            {
                (state.Level, state.Wait) = (0, 0);
            }

            begin += Nanoseconds(step.During);
        }
    }

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
