using System.Globalization;
using StreamBench.Yaml;

namespace StreamBench.Load.Models;

/// <summary>Durations as people write them: <c>180ms</c>, <c>1.5s</c>, <c>2m</c>.</summary>
public static class Duration
{
    /// <summary>Reads a duration of at most 24 hours; null when it is none.</summary>
    public static TimeSpan? Parse(string text) => text is null ? null : DurationText.Parse(text);

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
}
