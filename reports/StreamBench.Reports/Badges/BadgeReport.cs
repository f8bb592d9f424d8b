using StreamBench.Conformance.Results;
using StreamBench.Reports.Json;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Badges;

/// <summary>Results as the JSON of a Shields endpoint badge (https://shields.io/badges/endpoint-badge).</summary>
public static class BadgeReport
{
    /// <summary>Writes it.</summary>
    public static void Write(ResultSet results, TextWriter output, BadgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        var (message, color) = Look(results.Summary);
        output.Write(
            JsonText.Of(new Badge(1, Visible.Line(options.Label, 60), message, color), ReportJson.Readable.Badge)
        );
        output.Write('\n');
    }

    private static (string Message, string Color) Look(Summary summary)
    {
        var bad = summary.Failed + summary.Flaky + summary.Stale;
        var passed = summary.Passed + summary.NonStrict + summary.Info;
        return summary switch
        {
            { IsPartial: true } => ("incomplete", "lightgrey"),
            { Harness: > 0 } => ("harness error", "lightgrey"),
            { Judged: 0 } => ("nothing judged", "lightgrey"),
            _ when bad > 0 => ($"{bad} of {summary.Judged} failed", "red"),
            { Known: > 0 } => ($"{passed} passed, {summary.Known} known", "yellow"),
            _ => ($"{passed} passed", "brightgreen"),
        };
    }
}
