using System.Globalization;
using StreamBench.Load.Diff;

namespace StreamBench.Load.Reporting;

/// <summary>A comparison of two runs, 80 columns wide.</summary>
public static class DiffReport
{
    /// <summary>Writes it; returns true when no rule was broken.</summary>
    public static bool Write(TextWriter output, IReadOnlyList<MetricChange> changes)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(changes);
        output.WriteLine($"  {"", -14}{"old", 10}{"new", 10}{"change", 10}  {"99% between", -18} verdict");
        foreach (var change in changes)
        {
            var metric = change.Metric;
            output.WriteLine(
                $"{(change.Broken is null ? " " : "✗")} {metric.Name, -14}{metric.Show(change.Old), 10}{metric.Show(change.New), 10}"
                    + $"{Percent(change.Change), 10}  {Range(change), -18} {Word(change)}"
            );
        }

        return changes.All(change => change.Broken is null);
    }

    private static string Range(MetricChange change) =>
        change.Kind == ChangeKind.Unknown ? "" : $"{Percent(change.Low)} … {Percent(change.High)}";

    private static string Word(MetricChange change) =>
        change.Broken is { } rule
            ? $"over {rule.Text[(rule.Text.IndexOf(':', StringComparison.Ordinal) + 1)..]}"
            : change.Kind switch
            {
                ChangeKind.Unchanged => "same",
                ChangeKind.Grown => "more",
                ChangeKind.Shrunk => "less",
                _ => "unknown",
            };

    private static string Percent(double share) =>
        double.IsNaN(share) ? ""
        : double.IsInfinity(share) ? "∞"
        : (share * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + "%";
}
