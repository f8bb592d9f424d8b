using System.Globalization;
using StreamBench.Load.Clocks;
using StreamBench.Load.Models;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Metrics;

/// <summary>One number of a run, under the name that thresholds, comparisons and reports share.</summary>
/// <param name="Name">Its name: <c>ttfe.p99</c>, <c>goodput</c>, <c>events/s</c>.</param>
/// <param name="Unit">What the number is in.</param>
/// <param name="Meaning">What it is, for people.</param>
/// <param name="Read">
/// Reads it off what was counted within a time. Positive infinity is "never": more streams failed to get there than the
/// percentile leaves out. NaN is "no data".
/// </param>
public sealed record Metric(string Name, MetricUnit Unit, string Meaning, Func<Tally, TimeSpan, double> Read)
{
    /// <summary>The histogram that it is read off, where it is read off one; all else comes from counters.</summary>
    internal (Clock Clock, ClockColumn Column)? Timed { get; init; }

    /// <summary>Writes a value for people.</summary>
    public string Show(double value) =>
        value switch
        {
            _ when double.IsNaN(value) => "no data",
            double.PositiveInfinity => "never",
            _ when Unit == MetricUnit.Time => Duration.Show(value),
            _ when Unit == MetricUnit.Share => string.Create(CultureInfo.InvariantCulture, $"{value:0.####%}"),
            _ when Unit == MetricUnit.Count => string.Create(CultureInfo.InvariantCulture, $"{value:0}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"),
        };
}

/// <summary>What a metric is in.</summary>
public enum MetricUnit
{
    /// <summary>Nanoseconds.</summary>
    Time,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>A part of a whole, from 0 to 1.</summary>
    Share,

    /// <summary>A number a second, or by another number.</summary>
    Ratio,
}
