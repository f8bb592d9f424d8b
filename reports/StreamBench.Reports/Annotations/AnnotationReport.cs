using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Annotations;

/// <summary>
/// Annotations for GitHub's runner: <c>::error title=…::…</c> for each cell that is not as it should be, worst first. The only report that is
/// meant to be obeyed, so it is written only when asked for.
/// </summary>
public static class AnnotationReport
{
    /// <summary>Writes them; nothing when all is as expected.</summary>
    public static void Write(ResultSet results, TextWriter output, AnnotationOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        var bad = results
            .Cells.Where(cell => cell.Outcome >= Outcome.Flaky)
            .OrderByDescending(cell => cell.Outcome)
            .ToArray();
        foreach (var cell in bad.Take(options.Most))
        {
            var run = cell.Telling;
            Write(
                output,
                $"{FailureText.Label(cell.Outcome)}: {Visible.Line(run.Case)} {Visible.Line(run.Client)}",
                $"{Visible.Line(run.Title)}: {FailureText.Where(run)}\n{FailureText.Headline(run)}\nrepeat: {Visible.Line(run.Repeat, 1_000)}"
            );
        }

        if (bad.Length > options.Most)
        {
            Write(
                output,
                "more",
                $"{bad.Length - options.Most:N0} more in the report; {CountsLine.Of(results.Summary)}"
            );
        }
    }

    // The runner's own escapes; a property may hold neither a colon nor a comma.
    private static void Write(TextWriter output, string title, string message) =>
        output.Write(
            $"::error title={Data(title).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal)}::{Data(message)}\n"
        );

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}
