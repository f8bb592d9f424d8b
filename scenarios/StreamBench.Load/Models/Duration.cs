using System.Globalization;
using System.Text.RegularExpressions;

namespace StreamBench.Load.Models;

/// <summary>Durations as people write them: <c>180ms</c>, <c>1.5s</c>, <c>2m</c>.</summary>
public static partial class Duration
{
    internal const string Pattern = @"^(0|[0-9]+(\.[0-9]+)?(us|ms|s|m|h))$";

    // The range of the histograms; a soak of a week is seven runs that merge.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads a duration of at most 24 hours; null when it is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text is null || !Shape().IsMatch(text))
        {
            return null;
        }

        var unit = text.TrimStart("0123456789.".ToCharArray());
        var seconds = double.Parse(text[..^unit.Length], CultureInfo.InvariantCulture) * SecondsOf(unit);
        return seconds <= Longest.TotalSeconds
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : null;
    }

    /// <summary>Writes nanoseconds for people, with three significant digits: <c>812µs</c>, <c>99.8ms</c>, <c>1.25s</c>.</summary>
    public static string Show(double nanoseconds) =>
        nanoseconds switch
        {
            0 => "0",
            < 999.5 => Digits(nanoseconds) + "ns",
            < 999.5e3 => Digits(nanoseconds / 1e3) + "µs",
            < 999.5e6 => Digits(nanoseconds / 1e6) + "ms",
            < 120e9 => Digits(nanoseconds / 1e9) + "s",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{Math.Floor(nanoseconds / 60e9):0}m{nanoseconds / 1e9 % 60:00}s"
            ),
        };

    private static string Digits(double value)
    {
        var format = value switch
        {
            < 9.995 => "0.00",
            < 99.95 => "0.0",
            _ => "0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
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
