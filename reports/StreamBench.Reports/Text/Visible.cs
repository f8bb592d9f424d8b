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
            var length = Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 0;
            var shown =
                length == 0 ? Escape(text[i])
                : IsCommand(text, i, line) ? Escape(rune.Value)
                : Shown(rune);
            i += Math.Max(1, length);
            if (line.Length + shown.Length > most - (i < text.Length ? 1 : 0))
            {
                return line.Append('…').ToString();
            }

            line.Append(shown);
        }

        return line.ToString();
    }

    // Runners of GitHub and Azure read "::error" at the start of a line, and "##[" anywhere in it, as commands.
    private static bool IsCommand(string text, int at, StringBuilder before) =>
        text.AsSpan(at).StartsWith("##[")
        || (
            text.AsSpan(at).StartsWith("::")
            && string.IsNullOrWhiteSpace(before.ToString(0, Math.Min(before.Length, 200)))
        );

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
}
