using System.Globalization;
using System.Text;

namespace StreamBench.Cli;

/// <summary>
/// Text from outside made safe for a terminal: what could move its cursor, colour it or turn its direction is shown as an
/// escape instead of done.
/// </summary>
internal static class Printable
{
    /// <summary>All of <paramref name="text"/> on one line.</summary>
    internal static string Of(string text) => Of(text, int.MaxValue);

    /// <summary>As much of <paramref name="text"/> as <paramref name="width"/> characters hold; an ellipsis says that there is more.</summary>
    internal static string Of(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var shown = Shown(rune);
            if (line.Length + shown.Length > width)
            {
                // The ellipsis needs room of its own, so whole characters leave until it fits.
                while (line.Length > 0 && line.Length >= width)
                {
                    line.Length -= line.Length > 1 && char.IsLowSurrogate(line[^1]) ? 2 : 1;
                }

                return line.Append('…').ToString();
            }

            line.Append(shown);
        }

        return line.ToString();
    }

    private static string Shown(Rune rune) =>
        rune.Value switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ when IsHarmless(rune) => rune.ToString(),
            _ => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
        };

    private static bool IsHarmless(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );
}
