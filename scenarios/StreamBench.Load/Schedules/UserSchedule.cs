using StreamBench.Load.Models;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Schedules;

/// <summary>
/// How many users the closed steps of a plan have, fixed before the run: a function of the plan and the segment. User u of
/// a lane belongs to segment u mod n, whatever the segment's machine does.
/// </summary>
public static class UserSchedule
{
    /// <summary>The changes of a segment, in the order of their times; the last of a scenario is to 0 users.</summary>
    /// <remarks>Where the load ends with iterations, users leave when these are started and no change to 0 comes.</remarks>
    public static IEnumerable<UserChange> Of(LoadPlan plan, Segment segment)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var changes = Enumerable.Empty<UserChange>();
        foreach (var lane in Lane.Of(plan).Where(lane => lane.Steps.Any(step => step is ClosedModel)))
        {
            changes = Merge(changes, InLane(plan, lane, segment));
        }

        return changes;
    }

    private static IEnumerable<UserChange> InLane(LoadPlan plan, Lane lane, Segment segment)
    {
        var warmUp = plan.WarmUp.TotalSeconds;
        var users = new int[plan.Scenarios.Length];
        var total = 0;
        var all = Once(lane)
            .TakeWhile(change => change.Seconds < warmUp)
            .Select(change => (change.Seconds, change.Users, IsWarmUp: true))
            .Concat(Once(lane).Select(change => (Seconds: warmUp + change.Seconds, change.Users, IsWarmUp: false)));
        foreach (var (seconds, target, isWarmUp) in all)
        {
            var changed = new SortedSet<int>(seconds == warmUp ? lane.Scenarios.Where(i => users[i] > 0) : []);
            for (; total != target; total += Math.Sign(target - total))
            {
                var user = total < target ? total : total - 1;
                if (segment.Has(user))
                {
                    var scenario = lane.ScenarioOf(plan.Seed, user);
                    users[scenario] += Math.Sign(target - total);
                    changed.Add(scenario);
                }
            }

            foreach (var scenario in changed)
            {
                yield return new UserChange((long)Math.Round(seconds * 1e9), scenario, users[scenario], isWarmUp);
            }
        }
    }

    private static IEnumerable<(double Seconds, int Users)> Once(Lane lane)
    {
        var begin = 0.0;
        var level = 0;
        foreach (var step in lane.Steps)
        {
            foreach (var (seconds, users) in step is ClosedModel closed ? closed.Changes(level) : [(0, 0)])
            {
                yield return (begin + seconds, users);
                level = users;
            }

            begin += step.During.TotalSeconds;
        }

        if (lane.Steps is not [.., IterationsForConstant])
        {
            yield return (begin, 0);
        }
    }

    private static IEnumerable<UserChange> Merge(IEnumerable<UserChange> one, IEnumerable<UserChange> other)
    {
        using var left = one.GetEnumerator();
        using var right = other.GetEnumerator();
        var (hasLeft, hasRight) = (left.MoveNext(), right.MoveNext());
        while (hasLeft || hasRight)
        {
            if (hasLeft && (!hasRight || left.Current.At <= right.Current.At))
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
