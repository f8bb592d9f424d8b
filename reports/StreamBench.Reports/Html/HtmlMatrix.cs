using System.Globalization;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Html;

/// <summary>The cases of one client by their transports, and by dialects where there are several.</summary>
internal static class HtmlMatrix
{
    private static readonly Axis[] Axes = [Axis.State, Axis.Recovery, Axis.Closing];

    /// <summary>Writes it.</summary>
    /// <param name="client">The client's cells.</param>
    /// <param name="numbers">The number of each cell that is told at length.</param>
    /// <param name="output">Where to.</param>
    internal static void Write(
        IReadOnlyCollection<Cell> client,
        IReadOnlyDictionary<Cell, int> numbers,
        TextWriter output
    )
    {
        var dialects = client.Select(cell => cell.Runs[0].Dialect).Distinct(StringComparer.Ordinal).Count();
        Func<Cell, string> columnOf = dialects > 1 ? TransportAndDialectOf : TransportOf;
        string[] columns = [.. client.Select(columnOf).Distinct(StringComparer.Ordinal)];
        output.Write("<table><thead><tr><th>case</th>");
        foreach (var column in columns)
        {
            output.Write($"<th>{HtmlText.Of(column)}</th>");
        }

        output.Write("</tr></thead>\n<tbody>\n");
        foreach (var row in client.GroupBy(cell => cell.Runs[0].Case, StringComparer.Ordinal))
        {
            output.Write($"<tr><th>{HtmlText.Of(row.Key)} {HtmlText.Of(row.First().Runs[0].Title)}</th>");
            foreach (var column in columns)
            {
                output.Write("<td class=\"cell\">");
                foreach (var cell in row.Where(cell => columnOf(cell) == column))
                {
                    Write(cell, numbers, output);
                }

                output.Write("</td>");
            }

            output.Write("</tr>\n");
        }

        output.Write("</tbody></table>\n");
    }

    private static string TransportOf(Cell cell) => cell.Runs[0].Transport;

    private static string TransportAndDialectOf(Cell cell) => $"{cell.Runs[0].Dialect} {cell.Runs[0].Transport}";

    private static void Write(Cell cell, IReadOnlyDictionary<Cell, int> numbers, TextWriter output)
    {
        var label = FailureText.Label(cell.Outcome);
        var text = numbers.TryGetValue(cell, out var number) ? $"<a href=\"#f{number}\">{label}</a>" : label;
        var where = HtmlText.Of($"{FailureText.Where(cell)} {SweepStrip.Text(cell)}");
        output.Write($"<div title=\"{where}\"><span class=\"{label.Replace(' ', '-')}\">{text}</span> <small>");
        foreach (var axis in Axes)
        {
            var checks = cell.Runs.SelectMany(run => run.Checks).Where(check => check.Axis == axis).ToList();
            if (checks.Count > 0)
            {
                var worst = checks.Max(check => check.Verdict);
                output.Write(
                    $"<span class=\"{(worst >= Verdict.Fail ? "fail" : "pass")}\">{axis.ToString()[0]}</span>"
                );
            }
        }

        output.Write(cell.Runs.Length > 1 ? $" {cell.Passed}/{cell.Runs.Length}" : "");
        output.Write(
            cell.Telling.RecoveryMs is { } ms ? string.Create(CultureInfo.InvariantCulture, $" {ms:F0} ms") : ""
        );
        output.Write("</small></div>");
    }
}
