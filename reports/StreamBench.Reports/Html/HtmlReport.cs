using System.Globalization;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Html;

/// <summary>Results as one page for a browser: counts, a matrix of cases and transports, and every failure at length. It needs no network and runs nothing.</summary>
public static class HtmlReport
{
    private const int TraceLine = 400;
    private const int LogLine = 2_000;

    /// <summary>Writes it; well-formed XML, so that programs can read it too.</summary>
    public static void Write(ResultSet results, TextWriter output, HtmlOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        output.Write("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\" />\n");
        output.Write("<meta http-equiv=\"Content-Security-Policy\" ");
        output.Write("content=\"default-src 'none'; style-src 'unsafe-inline'\" />\n");
        output.Write($"<title>Stream conformance</title>\n<style>\n{HtmlStyle.Css}\n</style></head>\n<body>\n");
        WriteHead(results, output);
        Cell[] bad =
        [
            .. results.Cells.Where(cell => cell.Outcome >= Outcome.Flaky).OrderByDescending(cell => cell.Outcome),
        ];
        var told = bad.Take(options.MaxFailures).Index().ToDictionary(one => one.Item, one => one.Index + 1);
        WriteMatrices(results, told, output);
        WriteFailures(bad, told, output, options);
        output.Write("</body></html>\n");
    }

    private static void WriteHead(ResultSet results, TextWriter output)
    {
        var (summary, header) = (results.Summary, results.Header);
        output.Write("<h1>Stream conformance</h1>\n");
        output.Write($"<p>{CountsLine.Of(summary)}. Exit code {summary.ExitCode}, {summary.Runs} runs.</p>\n");
        output.Write($"<p><small>StreamBench {HtmlText.Of(header.StreamBench)}, seed {HtmlText.Of(header.Seed)}, ");
        output.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{header.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, {HtmlText.Of(header.Machine)}<br />\n"
            )
        );
        output.Write($"streambench {HtmlText.Of(string.Join(' ', header.Arguments), 500)}</small></p>\n");
        if (summary.IsPartial)
        {
            output.Write(
                $"<p class=\"fail\">Partial: {summary.Runs} of {header.Planned} planned runs have a line.</p>\n"
            );
        }

        foreach (var note in results.Notes.Take(20))
        {
            output.Write($"<p>{HtmlText.Of(note, 400)}</p>\n");
        }
    }

    private static void WriteMatrices(ResultSet results, Dictionary<Cell, int> told, TextWriter output)
    {
        output.Write("<p><small>S is the state that the client ends in, R how it recovers, C how it closes. ");
        output.Write("62/64 are the positions of a sweep that passed; the time is from the first fault to the next ");
        output.Write("request. Each line of a cell is a script or a variant; point at it to see which.</small></p>\n");
        foreach (var client in results.Cells.GroupBy(cell => cell.Runs[0].Client, StringComparer.Ordinal))
        {
            output.Write($"<h2>{HtmlText.Of(client.Key)}</h2>\n");
            HtmlMatrix.Write([.. client], told, output);
        }
    }

    private static void WriteFailures(Cell[] bad, Dictionary<Cell, int> told, TextWriter output, HtmlOptions options)
    {
        if (bad.Length == 0)
        {
            return;
        }

        output.Write("<h2>To look at</h2>\n");
        foreach (var (cell, number) in told.OrderBy(one => one.Value))
        {
            WriteFailure(cell, number, output, options);
        }

        if (bad.Length > told.Count)
        {
            output.Write($"<p>{bad.Length - told.Count} more are in results.jsonl.</p>\n");
        }
    }

    private static void WriteFailure(Cell cell, int number, TextWriter output, HtmlOptions options)
    {
        var run = cell.Telling;
        var label = FailureText.Label(cell.Outcome);
        output.Write($"<details id=\"f{number}\" open=\"open\"><summary><span class=\"{label}\">{label}</span> ");
        output.Write($"{HtmlText.Of(run.Case)} {HtmlText.Of(run.Title)}: {HtmlText.Of(FailureText.Where(run), 300)} ");
        output.Write($"{HtmlText.Of(SweepStrip.Text(cell))}</summary>\n");
        WriteLines(FailureText.Lines(run, options.MaxValue), output, 7 * options.MaxValue);
        WriteLines([$"repeat: {run.Repeat}"], output, 1_000);
        if (run.Issue is { } issue)
        {
            output.Write($"<p>{HtmlText.Link(issue)}</p>\n");
        }

        WriteFolded("The wire, in milliseconds from the start", run.Trace, output, TraceLine);
        WriteFolded("What the client wrote to its error stream", LogOf(run), output, LogLine);
        output.Write("</details>\n");
    }

    private static string[] LogOf(RunResult run) => run.Log.Length == 0 ? [] : Clip.Middle(run.Log, 20_000).Split('\n');

    private static void WriteFolded(string title, IReadOnlyCollection<string> lines, TextWriter output, int longest)
    {
        if (lines.Count > 0)
        {
            output.Write($"<details><summary>{title}</summary>\n");
            WriteLines(lines, output, longest);
            output.Write("</details>\n");
        }
    }

    private static void WriteLines(IEnumerable<string> lines, TextWriter output, int longest)
    {
        output.Write("<pre>");
        output.Write(string.Join('\n', lines.Select(line => HtmlText.Of(line, longest))));
        output.Write("</pre>\n");
    }
}
