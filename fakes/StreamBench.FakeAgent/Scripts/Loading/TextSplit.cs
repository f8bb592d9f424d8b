using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Cuts a text into the fragments in which it is streamed.</summary>
internal static partial class TextSplit
{
    internal const string Pattern =
        "^(words|characters|units|whole|[1-9][0-9]*|random\\([1-9][0-9]*\\.\\.[1-9][0-9]*\\))$";

    private const int LongestFragment = 1 << 20;

    internal static bool IsKnown(string split) =>
        split is "words" or "characters" or "units" or "whole" || Bounds(split) is not null;

    /// <summary>The fragments of <paramref name="text"/>: together they are the text, and none is empty.</summary>
    /// <param name="text">What to cut.</param>
    /// <param name="split">
    /// <c>words</c> keeps the blank before a word with it; <c>characters</c>, a number and <c>random(a..b)</c> count Unicode
    /// code points; <c>units</c> cuts every UTF-16 code unit and so inside emoji; <c>whole</c> does not cut.
    /// </param>
    /// <param name="random">Where <c>random</c> gets its lengths from.</param>
    internal static IEnumerable<string> Cut(string text, string split, Random random)
    {
        if (split == "units")
        {
            return text.Select(unit => unit.ToString());
        }

        if (split == "words")
        {
            return Word().Matches(text).Select(match => match.Value);
        }

        var (least, most) = split switch
        {
            "characters" => (1, 1),
            "whole" => (int.MaxValue, int.MaxValue),
            _ => Bounds(split)!.Value,
        };
        return ByCodePoints(text, () => least == most ? least : random.Next(least, most + 1));
    }

    private static IEnumerable<string> ByCodePoints(string text, Func<int> length)
    {
        var start = 0;
        var at = 0;
        var left = length();
        while (at < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out _, out var units);
            at += units;
            if (--left == 0)
            {
                yield return text[start..at];
                start = at;
                left = length();
            }
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static (int Least, int Most)? Bounds(string split)
    {
        var match = Numbers().Match(split);
        if (!match.Success || !int.TryParse(match.Groups["a"].Value, CultureInfo.InvariantCulture, out var least))
        {
            return null;
        }

        var most = least;
        var isRange = match.Groups["b"].Success;
        return
            (!isRange || int.TryParse(match.Groups["b"].Value, CultureInfo.InvariantCulture, out most))
            && least >= 1
            && least <= most
            && most <= LongestFragment
            ? (least, most)
            : null;
    }

    [GeneratedRegex("\\s*\\S+\\s*$|\\s*\\S+|\\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        "^(random\\((?<a>[0-9]+)\\.\\.(?<b>[0-9]+)\\)|(?<a>[0-9]+))$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Numbers();
}
