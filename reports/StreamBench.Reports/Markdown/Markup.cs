using System.Text;
using System.Text.RegularExpressions;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Markdown;

/// <summary>Text in which nothing is markup.</summary>
internal static partial class Markup
{
    /// <summary>A line for a cell of a table, a heading or a paragraph.</summary>
    internal static string Escape(string text, int most = 200)
    {
        var safe = new StringBuilder();
        foreach (var letter in Visible.Line(text, most))
        {
            safe.Append(
                letter switch
                {
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    // A mention would call people, a hash would link an issue, "www." and "http:" would become links.
                    '|'
                    or '`'
                    or '*'
                    or '_'
                    or '['
                    or ']'
                    or '('
                    or ')'
                    or '\\'
                    or '!'
                    or '~'
                    or '@'
                    or '#'
                    or '$'
                    or ':' => $"&#{(int)letter};",
                    _ => letter.ToString(),
                }
            );
        }

        return safe.ToString();
    }

    /// <summary>A plain web address, which renderers make a link of by themselves; any other text is escaped.</summary>
    internal static string Link(string text) => Address().IsMatch(text) ? text : Escape(text);

    /// <summary>Lines as a block of code. No line can end it: the fence is longer than any run of backticks in them.</summary>
    internal static string Code(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines);
        var (longest, current) = (0, 0);
        foreach (var letter in text)
        {
            current = letter == '`' ? current + 1 : 0;
            longest = Math.Max(longest, current);
        }

        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}text\n{text}\n{fence}\n";
    }

    [GeneratedRegex(
        @"^https?://[A-Za-z0-9.-]{1,200}(/[A-Za-z0-9./#=-]{0,400})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Address();
}
