using System.Globalization;
using System.Text.RegularExpressions;

namespace StreamBench.Load.Models;

/// <summary>How many streams start in a second; fractions are rates, too (<c>0.5/s</c> is one every two seconds).</summary>
/// <param name="PerSecond">From 0 to <see cref="Highest"/>.</param>
public readonly partial record struct Rate(double PerSecond)
{
    /// <summary>More than one machine can start.</summary>
    public const double Highest = 1_000_000;

    internal const string Pattern = @"^[0-9]+(\.[0-9]+)?/([0-9]+(\.[0-9]+)?)?(us|ms|s|m|h)$";

    /// <summary>So many within some time: NBomber's <c>rate</c> and <c>interval</c>.</summary>
    public static Rate Of(double count, TimeSpan interval) => new(count / interval.TotalSeconds);

    /// <summary>Reads <c>200/s</c>, <c>0.5/s</c>, <c>90/m</c> or <c>7/10s</c>; null when it is none of these or too high.</summary>
    public static Rate? Parse(string text)
    {
        if (!Shape().IsMatch(text))
        {
            return null;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var interval = text[(slash + 1)..];
        var time = Duration.Parse(char.IsAsciiDigit(interval[0]) ? interval : "1" + interval);
        var count = double.Parse(text[..slash], CultureInfo.InvariantCulture);
        return time is { Ticks: > 0 } && Of(count, time.Value) is { PerSecond: <= Highest } rate ? rate : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:0.######}/s");

    [GeneratedRegex(
        Pattern,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Shape();
}
