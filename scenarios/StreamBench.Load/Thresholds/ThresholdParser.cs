using System.Globalization;
using StreamBench.Load.Metrics;
using StreamBench.Load.Models;
using StreamBench.Load.Plans.Files;
using StreamBench.Yaml;

namespace StreamBench.Load.Thresholds;

/// <summary>
/// Reads thresholds. Blanks around the parts are allowed.
/// <code>
/// threshold = [ scenario "/" ] metric ( "&lt;" | "&lt;=" | ">" | ">=" | "==" | "!=" ) limit
/// limit     = duration (400ms) for times, 99.9% or 0.999 for shares, a number for all else
/// </code>
/// </summary>
public static class ThresholdParser
{
    private static readonly (string Sign, Comparison Comparison)[] Signs =
    [
        ("<=", Comparison.AtMost),
        (">=", Comparison.AtLeast),
        ("==", Comparison.Equal),
        ("!=", Comparison.NotEqual),
        ("<", Comparison.Less),
        (">", Comparison.More),
    ];

    /// <summary>The threshold, or what is wrong and in which column, from 1.</summary>
    /// <param name="text">As somebody wrote it.</param>
    /// <param name="scenarios">Names that may stand before the slash.</param>
    public static ParsedThreshold Parse(string text, IEnumerable<string> scenarios)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.AsSpan().IndexOfAny("<>=!");
        if (at < 0)
        {
            return Wrong(text.Length + 1, "a comparison is missing: <, <=, >, >=, == or !=, as in ttfe.p99<400ms");
        }

        var (sign, comparison) = Signs.FirstOrDefault(pair => text.AsSpan(at).StartsWith(pair.Sign));
        if (sign is null)
        {
            return Wrong(at + 1, "unknown comparison; use <, <=, >, >=, == or !=");
        }

        var (scenario, problem) = Scenario(text[..at], scenarios);
        if (problem is not null)
        {
            return problem;
        }

        var from = scenario is null ? 0 : text.IndexOf('/', StringComparison.Ordinal) + 1;
        var name = text[from..at].Trim();
        if (MetricTable.Find(name) is not { } metric)
        {
            var known = Suggestion.For(name.Split('.')[0], MetricTable.Words);
            return Wrong(
                ColumnOf(text, from),
                $"unknown metric \"{name}\"{known}; write a counter, or a clock and .p50, .p99, .min, .max"
            );
        }

        var begin = at + sign.Length;
        return Limit(text[begin..].Trim(), metric.Unit) is { } limit
            ? new ParsedThreshold(new Threshold(text.Trim(), scenario, metric, comparison, limit), 0, "")
            : Wrong(
                ColumnOf(text, begin),
                $"\"{text[begin..].Trim()}\" is no limit for {name}; write {Example(metric.Unit)}"
            );
    }

    // Names of metrics have slashes, too: events/s.
    private static (string? Scenario, ParsedThreshold? Problem) Scenario(string left, IEnumerable<string> scenarios)
    {
        var slash = left.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || MetricTable.Find(left.Trim()) is not null)
        {
            return (null, null);
        }

        var name = left[..slash].Trim();
        var known = scenarios.ToArray();
        return known.Contains(name, StringComparer.Ordinal)
            ? (name, null)
            : (null, Wrong(ColumnOf(left, 0), $"unknown scenario \"{name}\"{Suggestion.For(name, known)}"));
    }

    private static double? Limit(string text, MetricUnit unit) =>
        unit switch
        {
            MetricUnit.Time => Duration.Parse(text) is { } time
                ? time.Ticks * (double)TimeSpan.NanosecondsPerTick
                : null,
            MetricUnit.Share => PlanValues.ReadShare(text)
                ?? (PlanValues.ReadNumber(text) is { } share and <= 1 ? share : null),
            _ => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? number
                : null,
        };

    private static string Example(MetricUnit unit) =>
        unit switch
        {
            MetricUnit.Time => "a duration such as 400ms",
            MetricUnit.Share => "a share such as 99.9% or 0.999",
            _ => "a number such as 0",
        };

    private static int ColumnOf(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        return from + 1;
    }

    private static ParsedThreshold Wrong(int column, string message) => new(null, column, message);
}

/// <summary>What became of a threshold's text.</summary>
/// <param name="Threshold">The threshold, or null.</param>
/// <param name="Column">Where it is wrong, from 1.</param>
/// <param name="Problem">What is wrong and what to do.</param>
public sealed record ParsedThreshold(Threshold? Threshold, int Column, string Problem);
