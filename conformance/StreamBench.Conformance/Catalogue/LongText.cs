using System.Globalization;
using System.Text.RegularExpressions;

namespace StreamBench.Conformance.Catalogue;

/// <summary>Text too long to be written out: <c>{letters:900000}</c> is so many letters, <c>{nested:10000}</c> so many JSON lists in one another.</summary>
internal static partial class LongText
{
    private const int Longest = 1 << 20;

    /// <summary>The text with each of them in its place.</summary>
    /// <exception cref="FormatException">One is longer than 1 MiB.</exception>
    internal static string Expand(string text) =>
        Place()
            .Replace(
                text,
                match =>
                {
                    var length = int.Parse(match.Groups["length"].ValueSpan, CultureInfo.InvariantCulture);
                    if (length > Longest)
                    {
                        throw new FormatException($"{match.Value}: {Longest} is the most");
                    }

                    return match.Groups["what"].Value == "letters"
                        ? new string('x', length)
                        : new string('[', length) + new string(']', length);
                }
            );

    [GeneratedRegex(
        @"\{(?<what>letters|nested):(?<length>[0-9]{1,7})\}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Place();
}
