using System.Globalization;
using System.Text.RegularExpressions;

namespace StreamBench.Yaml;

/// <summary>Durations as people write them: <c>180ms</c>, <c>1.5s</c>, <c>2m</c>.</summary>
public static partial class DurationText
{
    /// <summary>What a duration looks like, as a regular expression.</summary>
    public const string Pattern = @"^(0|[0-9]+(\.[0-9]+)?(us|ms|s|m|h))$";

    // Nothing here lasts longer, so more is a slip of the pen. It is also the range of the histograms.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads a duration of at most 24 hours; null when it is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        // To a regular expression, a line feed at the end is the end.
        if (text.EndsWith('\n') || !Shape().IsMatch(text))
        {
            return null;
        }

        var unit = text.TrimStart("0123456789.".ToCharArray());
        var seconds = double.Parse(text[..^unit.Length], CultureInfo.InvariantCulture) * SecondsOf(unit);
        return seconds <= Longest.TotalSeconds
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : null;
    }

    private static double SecondsOf(string unit) =>
        unit switch
        {
            "us" => 1e-6,
            "ms" => 1e-3,
            "m" => 60,
            "h" => 3600,
            _ => 1,
        };

    [GeneratedRegex(
        Pattern,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Shape();
}
