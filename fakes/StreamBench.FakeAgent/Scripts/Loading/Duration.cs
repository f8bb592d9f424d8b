using System.Globalization;
using System.Text.RegularExpressions;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Durations as people write them: <c>180ms</c>, <c>1.5s</c>, <c>2m</c>.</summary>
internal static partial class Duration
{
    internal const string Pattern = "^(0|[0-9]+(\\.[0-9]+)?(us|ms|s|m|h))$";

    // A chat turn longer than a day is a slip of the pen.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    internal static TimeSpan? Parse(string text)
    {
        if (!Shape().IsMatch(text))
        {
            return null;
        }

        var unit = text.TrimStart("0123456789.".ToCharArray());
        var number = double.Parse(text[..^unit.Length], CultureInfo.InvariantCulture);
        var seconds =
            number
            * (
                unit switch
                {
                    "us" => 1e-6,
                    "ms" => 1e-3,
                    "m" => 60,
                    "h" => 3600,
                    _ => 1,
                }
            );
        return seconds <= Longest.TotalSeconds ? TimeSpan.FromMicroseconds(Math.Round(seconds * 1e6)) : null;
    }

    [GeneratedRegex(
        Pattern,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Shape();
}
