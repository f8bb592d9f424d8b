using StreamBench.Load.Metrics;

namespace StreamBench.Load.Thresholds;

/// <summary>Something that must hold of a run: <c>ttfe.p99&lt;400ms</c>, <c>refund/goodput>=99.9%</c>, <c>mismatch==0</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Scenario">The scenario it speaks of; all together when null.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Comparison">How.</param>
/// <param name="Limit">With what, in the metric's unit: nanoseconds, a count, a share from 0 to 1.</param>
public sealed record Threshold(string Text, string? Scenario, Metric Metric, Comparison Comparison, double Limit)
{
    /// <summary>True when it holds of <paramref name="value"/>. "No data" holds nothing; "never" is longer than any limit.</summary>
    public bool Holds(double value) =>
        !double.IsNaN(value)
        && Comparison switch
        {
            Comparison.Less => value < Limit,
            Comparison.AtMost => value <= Limit,
            Comparison.More => value > Limit,
            Comparison.AtLeast => value >= Limit,
            Comparison.Equal => value == Limit,
            _ => value != Limit,
        };
}

/// <summary>How a value is compared with a limit.</summary>
public enum Comparison
{
    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>></c></summary>
    More,

    /// <summary><c>>=</c></summary>
    AtLeast,

    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,
}
