using System.Globalization;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Metrics;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;

namespace StreamBench.Load.Reporting;

/// <summary>
/// A result second by second as CSV (RFC 4180): a line for each second and scenario, warm-up included; times in
/// milliseconds, empty where there is no data, <c>never</c> where too many streams did not get there.
/// </summary>
public static class CsvReport
{
    private static readonly string[] Percentiles = ["p50", "p90", "p99", "max"];

    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(result);
        Metric[] counters = [.. CounterTable.All.Select(MetricTable.Of)];
        Metric[] times =
        [
            .. from clock in ClockTable.All
            from start in clock.Columns
            from percentile in Percentiles
            select MetricTable.Find($"{clock.Name}{start}.{percentile}"),
        ];
        Row(
            output,
            [
                "second",
                "scenario",
                "warm-up",
                "open",
                .. counters.Select(metric => metric.Name),
                .. times.Select(metric => metric.Name + " ms"),
            ]
        );
        foreach (var interval in result.Intervals)
        {
            var tallies = interval.Tallies();
            for (var scenario = 0; scenario < result.Header.Scenarios.Length; scenario++)
            {
                foreach (var warmUp in new[] { true, false })
                {
                    if (tallies[scenario, warmUp] is { } tally)
                    {
                        Row(
                            output,
                            [
                                .. Key(interval, result.Header.Scenarios[scenario], warmUp),
                                .. Values(tally, counters, times),
                            ]
                        );
                    }
                }
            }
        }
    }

    private static string[] Key(LoadInterval interval, string scenario, bool warmUp) =>
        [
            interval.Number.ToString(CultureInfo.InvariantCulture),
            PlainText.Of(scenario),
            warmUp ? "yes" : "no",
            interval.Open.ToString(CultureInfo.InvariantCulture),
        ];

    private static IEnumerable<string> Values(Tally tally, Metric[] counters, Metric[] times) =>
        counters
            .Select(metric => metric.Show(metric.Read(tally, TimeSpan.Zero)))
            .Concat(times.Select(metric => Milliseconds(metric.Read(tally, TimeSpan.Zero))));

    private static string Milliseconds(double nanoseconds) =>
        double.IsNaN(nanoseconds) ? ""
        : double.IsPositiveInfinity(nanoseconds) ? "never"
        : (nanoseconds / 1e6).ToString("0.######", CultureInfo.InvariantCulture);

    private static void Row(TextWriter output, IEnumerable<string> values)
    {
        output.Write(string.Join(",", values.Select(Field)));
        output.Write("\r\n");
    }

    // A spreadsheet would take a leading =, +, - or @ for a formula.
    private static string Field(string value)
    {
        var text = value is ['=' or '+' or '-' or '@', ..] ? "'" + value : value;
        return text.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
