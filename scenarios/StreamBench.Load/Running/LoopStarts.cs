using System.Collections.Immutable;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Plans;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Running;

/// <summary>
/// All starts of one loop: the arrivals that the pacer hands over, and the next streams of this loop's users. Not
/// thread-safe: a loop calls it, and its visitor, by one thread at a time.
/// </summary>
internal sealed class LoopStarts : IStartSource
{
    /// <summary>A user who found no room comes again after this, so that a full engine is not asked a million times a second.</summary>
    private const long PatienceNanoseconds = 100_000_000;

    private readonly StartRing arrivals;
    private readonly LoadPlan plan;
    private readonly UserPlan users;
    private readonly long origin;
    private readonly long warmUp;
    private readonly ImmutableArray<UserChange> changes;
    private readonly LoopUsers[] scenarios;
    private int nextChange;

    /// <summary>Makes the starts of one loop.</summary>
    /// <param name="arrivals">Where the pacer writes.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="users">Its users.</param>
    /// <param name="loop">Which loop, from 0; of as many as share the users.</param>
    /// <param name="loops">How many loops.</param>
    /// <param name="origin">When the plan begins, on the engine's clock.</param>
    internal LoopStarts(StartRing arrivals, LoadPlan plan, UserPlan users, int loop, int loops, long origin)
    {
        (this.arrivals, this.plan, this.users, this.origin) = (arrivals, plan, users, origin);
        warmUp = origin + (long)plan.WarmUp.TotalNanoseconds;
        changes =
        [
            .. users.Changes.Select(change =>
                change with
                {
                    At = change.At + origin,
                    Users = (change.Users - loop + loops - 1) / loops,
                }
            ),
        ];
        scenarios = [.. plan.Scenarios.Select(_ => new LoopUsers())];
    }

    /// <summary>True when the start that was taken last is a user's: its end is to be told to <see cref="OnUserDone"/>.</summary>
    internal bool LastIsUsers { get; private set; }

    public long NextDue
    {
        get
        {
            var due = nextChange < changes.Length ? changes[nextChange].At : long.MaxValue;
            foreach (var scenario in scenarios)
            {
                due = Math.Min(due, scenario.NextDue);
            }

            return Math.Min(due, arrivals.NextDue);
        }
    }

    public bool TryTake(long now, out Arrival start)
    {
        LastIsUsers = false;
        if (arrivals.TryTake(now, out start))
        {
            return true;
        }

        for (; nextChange < changes.Length && changes[nextChange].At <= now; nextChange++)
        {
            scenarios[changes[nextChange].Scenario].Change(changes[nextChange].Users, changes[nextChange].At);
        }

        for (var scenario = 0; scenario < scenarios.Length; scenario++)
        {
            if (scenarios[scenario].NextDue <= now && Take(scenario, out start))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A user's stream is over, and the user thinks.</summary>
    internal void OnUserDone(int scenario, long number, long at)
    {
        var think = StreamChoice.ThinkTime(plan, plan.Scenarios[scenario], number);
        scenarios[scenario].Return(at + (long)think.TotalNanoseconds);
    }

    /// <summary>There was no room for the user's stream.</summary>
    internal void OnUserDropped(int scenario, long at) => scenarios[scenario].Return(at + PatienceNanoseconds);

    public void OnEnded(long now)
    {
        // The visitor tells whose stream ended.
    }

    private bool Take(int scenario, out Arrival start)
    {
        var intended = scenarios[scenario].Take();
        var isWarmUp = intended < warmUp;
        start = default;
        if ((isWarmUp ? users.NextWarmUp(scenario) : users.Next(scenario)) is not { } next)
        {
            scenarios[scenario].Leave();
            return false;
        }

        LastIsUsers = true;
        start = new Arrival(next.Number, intended, scenario, next.Input, isWarmUp);
        return true;
    }
}
