using System.Text;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.Markdown;

/// <summary>Results as Markdown, for a pull request or <c>$GITHUB_STEP_SUMMARY</c>: counts first, then what has to be looked at.</summary>
public static class MarkdownReport
{
    private const int Reserve = 400; // for the note that something was left out
    private const int Value = 1_000;

    /// <summary>Writes it; never more than <see cref="MarkdownOptions.MaxBytes"/>.</summary>
    public static void Write(ResultSet results, TextWriter output, MarkdownOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxBytes, 10_000);
        var room = options.MaxBytes - Reserve;
        var left = 0;
        foreach (var block in Blocks(results))
        {
            var size = Encoding.UTF8.GetByteCount(block);
            left += size > room ? 1 : 0;
            if (left == 0)
            {
                output.Write(block);
                room -= size;
            }
        }

        if (left > 0)
        {
            output.Write($"\n> {left:N0} more parts did not fit in here; results.jsonl has everything.\n");
        }
    }

    private static IEnumerable<string> Blocks(ResultSet results)
    {
        yield return Head(results);
        foreach (var note in results.Notes.Take(20))
        {
            yield return $"\n> {Markup.Escape(note, 400)}\n";
        }

        var bad = results
            .Cells.Where(cell => cell.Outcome >= Outcome.Flaky)
            .OrderByDescending(cell => cell.Outcome)
            .ToArray();
        if (bad.Length > 0)
        {
            yield return "\n### To look at\n";
        }

        foreach (var cell in bad)
        {
            yield return Details(cell);
        }

        foreach (var client in results.Cells.GroupBy(cell => cell.Runs[0].Client, StringComparer.Ordinal))
        {
            yield return $"\n### {Markup.Escape(client.Key)}\n\n| case | where | outcome | sweep | issue |\n|---|---|---|---|---|\n";
            foreach (var cell in client)
            {
                yield return Row(cell);
            }
        }
    }

    private static string Head(ResultSet results)
    {
        var text = new StringBuilder("## Stream conformance\n\n|");
        var columns = CountsLine
            .Columns(results.Summary)
            .Where(column => column.Count > 0 || column.IsAlways)
            .ToArray();
        text.AppendJoin('|', columns.Select(column => $" {column.Name} ")).Append("|\n|");
        text.AppendJoin('|', columns.Select(_ => "--:")).Append("|\n|");
        text.AppendJoin('|', columns.Select(column => $" {column.Count} ")).Append("|\n\n");
        text.Append($"Exit code {results.Summary.ExitCode}, {results.Summary.Runs:N0} runs, ");
        text.Append(
            $"seed {Markup.Escape(results.Header.Seed)}, StreamBench {Markup.Escape(results.Header.StreamBench)}.\n"
        );
        if (results.Summary.IsPartial)
        {
            text.Append(
                $"\n> **Partial:** {results.Summary.Runs:N0} of {results.Header.Planned:N0} planned runs have a line.\n"
            );
        }

        return text.ToString();
    }

    private static string Details(Cell cell)
    {
        var run = cell.Telling;
        string[] lines =
        [
            .. FailureText.Lines(run, Value),
            $"repeat: {Visible.Line(run.Repeat, Value)}",
            .. run.TraceFile is { } trace ? [$"trace:  {Visible.Line(trace, Value)}"] : Array.Empty<string>(),
        ];
        return $"\n<details><summary>{Mark(cell.Outcome)} {Markup.Escape(run.Case)} {Markup.Escape(run.Title)}: {Markup.Escape(FailureText.Where(run))}</summary>\n\n"
            + Markup.Code(lines)
            + "\n</details>\n";
    }

    private static string Row(Cell cell)
    {
        var run = cell.Telling;
        string[] cells =
        [
            Markup.Escape($"{run.Case} {run.Title}"),
            Markup.Escape(FailureText.Where(cell)),
            $"{Mark(cell.Outcome)} {FailureText.Label(cell.Outcome)}",
            Markup.Escape(SweepStrip.Text(cell)),
            Markup.Link(run.Issue ?? ""),
        ];
        return $"| {string.Join(" | ", cells)} |\n";
    }

    private static string Mark(Outcome outcome) =>
        outcome switch
        {
            Outcome.Passed or Outcome.Info or Outcome.NonStrict => "✅",
            Outcome.Failed or Outcome.Stale or Outcome.Flaky => "❌",
            Outcome.Harness => "💥",
            Outcome.Known => "🔶",
            _ => "⬜",
        };
}
