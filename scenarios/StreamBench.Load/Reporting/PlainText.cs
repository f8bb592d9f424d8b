using System.Text;

namespace StreamBench.Load.Reporting;

/// <summary>Names come from files that strangers write: what a terminal, a log viewer or a CI system would obey is made visible.</summary>
internal static class PlainText
{
    /// <summary>One line without control characters, no longer than <paramref name="most"/>.</summary>
    internal static string Of(string text, int most = 200)
    {
        var safe = new StringBuilder(Math.Min(text.Length, most));
        foreach (var rune in text.EnumerateRunes())
        {
            if (safe.Length >= most - 1)
            {
                safe.Append('…');
                break;
            }

            // Direction marks may show one name as another.
            var isUnseen =
                Rune.GetUnicodeCategory(rune)
                is System.Globalization.UnicodeCategory.Control
                    or System.Globalization.UnicodeCategory.Format
                    or System.Globalization.UnicodeCategory.LineSeparator
                    or System.Globalization.UnicodeCategory.ParagraphSeparator;
            safe.Append(isUnseen ? "\ufffd" : rune.ToString());
        }

        // GitHub's and Azure's runners read "::error" and "##[" at the start of a line as commands.
        var line = safe.ToString();
        return line.TrimStart() is ['#', '#', ..] or [':', ':', ..] ? "\ufffd" + line.TrimStart() : line;
    }
}
