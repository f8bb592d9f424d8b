using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Console;

/// <summary>
/// Results in plain text, 80 columns wide, without colours: each cell that is not as it should be, then the counts and the exit code.
/// Only <c>repeat:</c> and <c>trace:</c> lines may be longer, as they are there to be copied.
/// </summary>
public static class ConsoleReport
{
    private const int Width = 80;
    private const int StripWidth = 64;
    private const int Value = 64;

    /// <summary>Writes it.</summary>
    public static void Write(ResultSet results, TextWriter output, ConsoleOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        var told = results
            .Cells.Where(cell => cell.Outcome >= (options.ShowsKnown ? Outcome.Known : Outcome.Flaky))
            .ToArray();
        foreach (var cell in told.Take(options.Most))
        {
            foreach (var line in Lines(cell))
            {
                output.Write($"{line}\n");
            }
        }

        if (told.Length > options.Most)
        {
            output.Write($"({told.Length - options.Most:N0} more of these in results.jsonl)\n");
        }

        foreach (var note in results.Notes)
        {
            output.Write($"{Visible.Line($"note: {note}", Width)}\n");
        }

        if (results.Summary.IsPartial)
        {
            output.Write($"PARTIAL: {results.Summary.Runs} of {results.Header.Planned} planned runs have a line\n");
        }

        foreach (
            var line in LineWrap.Of($"{CountsLine.Of(results.Summary)}      exit {results.Summary.ExitCode}", Width)
        )
        {
            output.Write($"{line}\n");
        }
    }

    private static IEnumerable<string> Lines(Cell cell)
    {
        var run = cell.Telling;
        yield return Visible.Line($"{Mark(cell.Outcome)} {run.Case} {run.Title}", Width);
        yield return Indent($"{run.Client}: {FailureText.Where(run)}");
        if (SweepStrip.Text(cell) is { Length: > 0 } strip)
        {
            yield return Indent(strip);
            yield return Indent(SweepStrip.Marks(cell, StripWidth));
        }

        foreach (var line in FailureText.Lines(run, Value).SelectMany(line => LineWrap.Of(line, Width - 4)))
        {
            yield return Indent(line);
        }

        if (run.Issue is { } issue)
        {
            yield return Indent($"issue:   {issue}");
        }

        yield return $"    repeat:  {Visible.Line(run.Repeat, 1_000)}";
        if (run.TraceFile is { } trace)
        {
            yield return $"    trace:   {Visible.Line(trace, 1_000)}";
        }
    }

    private static string Indent(string line) => "    " + Visible.Line(line, Width - 4);

    private static char Mark(Outcome outcome) =>
        outcome switch
        {
            Outcome.Harness => '!',
            Outcome.Known => '~',
            _ => '✗',
        };
}
