using StreamBench.Load.Plans;

namespace StreamBench.Load.Schedules;

/// <summary>
/// Which streams a plan's shares take: a function of the seed and the stream's number, so that every segment and every
/// repetition choose the same ones, and one choice says nothing about another.
/// </summary>
public static class StreamChoice
{
    private const int Verified = 1 << 24;
    private const int Disturbed = Verified + 1;
    private const int Slow = Verified + 2;
    private const int Stormy = Verified + 3;
    private const int Thinking = Verified + 4;

    /// <summary>True when the stream's final state is to be compared.</summary>
    public static bool IsVerified(LoadPlan plan, long number)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Chance.Share(plan.Seed, Verified, number) < plan.Verify;
    }

    /// <summary>True when the stream goes through the fault proxy.</summary>
    public static bool IsDisturbed(LoadPlan plan, long number)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Faults is { } faults && Chance.Share(plan.Seed, Disturbed, number) < faults.Share;
    }

    /// <summary>True when the stream reads slowly.</summary>
    public static bool IsSlow(LoadPlan plan, LoadScenario scenario, long number)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.SlowReaders is { } slow && Chance.Share(plan.Seed, Slow, number) < slow.Share;
    }

    /// <summary>True when the stream, open at the time, loses its connection in the <paramref name="storm"/>-th storm, from 0.</summary>
    public static bool IsInStorm(LoadPlan plan, int storm, long number)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Storm is { } what && Chance.Share(plan.Seed, Stormy + (storm << 8), number) < what.Share;
    }

    /// <summary>How long the user thinks after the stream.</summary>
    public static TimeSpan ThinkTime(LoadPlan plan, LoadScenario scenario, long number)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scenario);
        var (least, most) = scenario.ThinkTime;
        return least + (most - least) * Chance.Share(plan.Seed, Thinking, number);
    }
}
