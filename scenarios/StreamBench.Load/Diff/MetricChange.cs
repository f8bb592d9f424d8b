using StreamBench.Load.Metrics;

namespace StreamBench.Load.Diff;

/// <summary>How a metric changed between two runs.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Old">Its old value.</param>
/// <param name="New">Its new value.</param>
/// <param name="Change">New against old as a share of the old: 0.1 is 10 % more. Infinite where the old was 0 or the new is never.</param>
/// <param name="Low">The change is likely not below this.</param>
/// <param name="High">Nor above this (99 % of the resampled runs lie between).</param>
/// <param name="Kind">Whether it is more than noise.</param>
/// <param name="Broken">The rule that it breaks, or null.</param>
public sealed record MetricChange(
    Metric Metric,
    double Old,
    double New,
    double Change,
    double Low,
    double High,
    ChangeKind Kind,
    DiffRule? Broken
);

/// <summary>What can be said of a change.</summary>
public enum ChangeKind
{
    /// <summary>No more than noise, or below 1 %.</summary>
    Unchanged,

    /// <summary>Grown, and not by chance.</summary>
    Grown,

    /// <summary>Shrunk, and not by chance.</summary>
    Shrunk,

    /// <summary>One of the runs has too few intervals, or no data, to tell.</summary>
    Unknown,
}
