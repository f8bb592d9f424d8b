using System.Collections.Immutable;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Running;

/// <summary>The users of a plan's closed steps: when there are how many, and whose turn comes next. Shared by the loops.</summary>
internal sealed class UserPlan
{
    /// <summary>Numbers of users' streams lie above those of arrivals wherever a plan has both.</summary>
    private const long Above = 1L << 40;

    private readonly ImmutableArray<UserLane?> lanes;

    internal UserPlan(LoadPlan plan, Segment segment)
    {
        Changes = [.. UserSchedule.Of(plan, segment)];
        var byScenario = new UserLane?[plan.Scenarios.Length];
        var hasArrivals = plan.Scenarios.Any(scenario => plan.LoadOf(scenario).Any(step => step is OpenModel));
        var begin = hasArrivals ? Above : 0;
        foreach (var lane in Lane.Of(plan))
        {
            var closed = lane.Steps.OfType<ClosedModel>().ToArray();
            if (closed.Length > 0)
            {
                var copies = closed.Max(step => step.Copies);
                var iterations = (lane.Steps[^1] as IterationsForConstant)?.Iterations;
                var shared = new UserLane(new IterationBudget(segment, Math.Max(1, copies), iterations), begin);
                begin += Above;
                foreach (var scenario in lane.Scenarios)
                {
                    byScenario[scenario] = shared;
                }
            }
        }

        lanes = [.. byScenario];
    }

    /// <summary>Every change, in order of its time.</summary>
    internal ImmutableArray<UserChange> Changes { get; }

    /// <summary>True when the users stop when their work is done, and not at a time.</summary>
    internal bool EndsWithWork => lanes.Any(lane => lane is { HasEnd: true });

    /// <summary>True when every stream that was to be started was.</summary>
    internal bool IsExhausted => lanes.All(lane => lane is null or { HasEnd: false } or { IsExhausted: true });

    /// <summary>The number of a scenario's next stream; null when there is none.</summary>
    internal (long Number, long Input)? Next(int scenario) => lanes[scenario]?.Next();

    /// <summary>As above, for a stream of the warm-up, which is part of no budget.</summary>
    internal (long Number, long Input) NextWarmUp(int scenario) => lanes[scenario]!.NextWarmUp();

    /// <summary>The users that share one load.</summary>
    private sealed class UserLane(IterationBudget budget, long begin)
    {
        private long next;
        private long warm;

        internal bool HasEnd => budget.Iterations is not null;

        internal bool IsExhausted => Volatile.Read(ref next) >= (budget.Total ?? long.MaxValue);

        internal (long Number, long Input)? Next() =>
            budget.NumberOf(Interlocked.Increment(ref next) - 1) is { } number ? (begin + number, number) : null;

        internal (long Number, long Input) NextWarmUp()
        {
            var n = Interlocked.Increment(ref warm) - 1;
            return (begin + (Above / 2) + budget.Segment.NumberOf(n), n);
        }
    }
}
