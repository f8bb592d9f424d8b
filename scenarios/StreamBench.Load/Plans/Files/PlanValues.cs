using System.Globalization;
using StreamBench.Load.Models;
using StreamBench.Yaml.Shapes;

namespace StreamBench.Load.Plans.Files;

/// <summary>The small values that only plans have: what may stand there, and what it means; null when a text is none of them.</summary>
internal static class PlanValues
{
    internal static readonly ValueShape Times = new(
        "a duration such as 2s, or a range such as 1s..3s",
        node => node.IsText && ReadThink(node.Text) is not null,
        """{"type":["string","integer"]}"""
    );

    internal static readonly ValueShape Rate = new(
        "a rate such as 200/s, 0.5/s, 90/m or 7/10s (at most 1000000/s)",
        node => node.IsText && Models.Rate.Parse(node.Text) is not null,
        ValueShape.Pattern(Models.Rate.Pattern)
    );

    internal static readonly ValueShape Share = new(
        "a share such as 10%",
        node => node.IsText && ReadShare(node.Text) is not null,
        """{"type":"string","pattern":"^[0-9]+(\\.[0-9]+)?%$"}"""
    );

    internal static readonly ValueShape Verify = new(
        "all, none or a share such as 1%",
        node => node.IsText && (node.Text is "all" or "none" || ReadShare(node.Text) is not null),
        """{"type":"string","pattern":"^(all|none|[0-9]+(\\.[0-9]+)?%)$"}"""
    )
    {
        Words = ["all", "none"],
    };

    internal static readonly ValueShape Weight = new(
        "a number over 0",
        node => node.IsText && ReadNumber(node.Text) is > 0 and <= 1e6,
        """{"type":"number","exclusiveMinimum":0,"maximum":1000000}"""
    );

    /// <summary><c>10%</c> as 0.1.</summary>
    internal static double? ReadShare(string text) =>
        text is [.. var number, '%'] && ReadNumber(number) is { } percent and <= 100 ? percent / 100 : null;

    internal static double? ReadNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary><c>2s</c> or <c>1s..3s</c>.</summary>
    internal static ThinkTime? ReadThink(string text)
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
