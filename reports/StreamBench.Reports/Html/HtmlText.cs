using System.Text;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Html;

/// <summary>Text in which nothing is markup, neither between tags nor inside quotes.</summary>
internal static class HtmlText
{
    /// <summary>One line; what could move, turn or command is shown as an escape.</summary>
    internal static string Of(string text, int most = 200)
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
                    '"' => "&quot;",
                    '\'' => "&#39;",
                    _ => letter.ToString(),
                }
            );
        }

        return safe.ToString();
    }

    /// <summary>A link to a plain web address; any other text as it is.</summary>
    internal static string Link(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? $"<a href=\"{Of(uri.AbsoluteUri, 2_000)}\" rel=\"noreferrer\">{Of(text)}</a>"
            : Of(text);
}
