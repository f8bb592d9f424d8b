using System.Globalization;
using System.Text;

namespace StreamBench.Reports.Text;

/// <summary>
/// Makes text of strangers visible instead of obeyed: what could move a cursor, turn a direction, break a document or command a CI runner is
/// shown as an escape.
/// </summary>
internal static class Visible
{
    /// <summary>One line of at most <paramref name="most"/> characters; an ellipsis says that there is more.</summary>
    internal static string Line(string text, int most = 200)
    {
        var line = new StringBuilder(Math.Min(text.Length, most) + 8);
        for (var i = 0; i < text.Length; )
        {
            // A lone half of a pair has a number, too, and is worth seeing.
            var isRune = Rune.TryGetRuneAt(text, i, out var rune);
            var shown = isRune ? Shown(rune) : Escape(text[i]);
            if (line.Length + shown.Length > most - (i + (isRune ? rune.Utf16SequenceLength : 1) < text.Length ? 1 : 0))
            {
                line.Append('…');
                break;
            }

            line.Append(shown);
            i += isRune ? rune.Utf16SequenceLength : 1;
        }

        return Disarm(line);
    }

    private static string Shown(Rune rune) =>
        rune.Value switch
        {
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ when IsHarmless(rune) => rune.ToString(),
            _ => Escape(rune.Value),
        };

    private static string Escape(int value) => string.Create(CultureInfo.InvariantCulture, $"\\u{{{value:x}}}");

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

    // Runners of GitHub and Azure read "::error" at the start of a line, and "##[" anywhere in it, as commands.
    private static string Disarm(StringBuilder line)
    {
        var text = line.Replace("##[", "#\\u{23}[").ToString();
        var start = text.Length - text.TrimStart().Length;
        return text.AsSpan(start).StartsWith("::") ? $"{text.AsSpan(0, start)}\\u{{3a}}{text.AsSpan(start + 1)}" : text;
    }
}
