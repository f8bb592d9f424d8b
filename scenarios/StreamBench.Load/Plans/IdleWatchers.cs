namespace StreamBench.Load.Plans;

/// <summary>
/// Streams that only watch: each is held open on a conversation of its own for the whole run, while nothing is said there. They
/// take places among <see cref="LoadPlan.MaxOpen"/> and are no arrivals.
/// </summary>
/// <param name="Count">How many; null where the share says it.</param>
/// <param name="Share">Share of <see cref="LoadPlan.MaxOpen"/>, from 0 to 1; null where the number says it.</param>
public sealed record IdleWatchers(int? Count, double? Share)
{
    /// <summary>How many there are in <paramref name="plan"/>.</summary>
    public int CountIn(LoadPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return Count ?? (int)(plan.MaxOpen * Share.GetValueOrDefault());
    }
}
