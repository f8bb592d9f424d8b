using System.Globalization;
using StreamBench.Load.Models;

namespace StreamBench.Load.Plans.Files;

/// <summary>Reads the small values of a plan file; null when a text is none of them.</summary>
internal static class PlanValues
{
    /// <summary><c>10%</c> as 0.1.</summary>
    internal static double? Share(string text) =>
        text is [.. var number, '%'] && Number(number) is { } percent and <= 100 ? percent / 100 : null;

    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary><c>2s</c> or <c>1s..3s</c>.</summary>
    internal static ThinkTime? Think(string text)
    {
        var parts = text.Split("..");
        return
            parts.Length <= 2
            && Duration.Parse(parts[0]) is { } least
            && Duration.Parse(parts[^1]) is { } most
            && least <= most
            ? new ThinkTime(least, most)
            : null;
    }
}
