using System.Text;
using StreamBench.Load.Clocks;
using StreamBench.Load.Results;

namespace StreamBench.Load.Reporting;

/// <summary>A result as Markdown, for a pull request or <c>$GITHUB_STEP_SUMMARY</c>.</summary>
public static class MarkdownReport
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(result);
        output.Write($"## Load: {Cell(result.Header.Plan)}\n\n");
        output.Write(
            $"{result.Measured.TotalSeconds:0.#} s after the warm-up, at most {result.PeakOpen} streams open, seed {result.Header.Seed}, segment {Cell(string.Join(", ", result.Header.Segments))}.\n"
        );
        foreach (var why in result.Distrust)
        {
            output.Write($"\n> **Not trustworthy:** {Cell(why)}\n");
        }

        if (result.IsPartial)
        {
            output.Write("\n> **Partial:** the run, or a part of it, ended before its plan.\n");
        }

        WriteThresholds(output, result);
        foreach (var (name, tally) in SummaryTable.Parts(result))
        {
            output.Write($"\n### {Cell(name)}\n\n");
            Row(output, SummaryTable.FlowOf(tally, result.Measured).Select(pair => pair.Name), rule: true);
            Row(output, SummaryTable.FlowOf(tally, result.Measured).Select(pair => pair.Value));
            output.Write('\n');
            Row(output, ["clock", .. SummaryTable.ClockColumns], rule: true);
            foreach (var clock in SummaryTable.ClocksOf(tally))
            {
                Row(output, [clock.Name, .. clock.Values]);
            }
        }

        foreach (var (name, facts) in SummaryTable.FindingsOf(result.Findings))
        {
            output.Write($"\n### {Cell(name)}\n\n");
            foreach (var fact in facts)
            {
                output.Write($"- {Cell(fact)}\n");
            }
        }

        WriteDefinitions(output);
    }

    /// <summary>A text within a cell or a heading: nothing in it is markup.</summary>
    internal static string Cell(string text)
    {
        var safe = new StringBuilder();
        foreach (var letter in PlainText.Of(text))
        {
            safe.Append(
                letter switch
                {
                    '<' => "&lt;",
                    '>' => "&gt;",
                    '&' => "&amp;",
                    // A mention would call people, a hash would link an issue.
                    '|' or '`' or '*' or '_' or '[' or ']' or '\\' or '!' or '~' or '@' or '#' => $"&#{(int)letter};",
                    _ => letter.ToString(),
                }
            );
        }

        return safe.ToString();
    }

    private static void WriteThresholds(TextWriter output, LoadResult result)
    {
        var verdicts = result.Verdicts();
        if (verdicts.IsEmpty)
        {
            return;
        }

        output.Write('\n');
        Row(output, ["", "threshold", "measured"], rule: true);
        foreach (var verdict in verdicts)
        {
            Row(output, [verdict.Held ? "✅" : "❌", verdict.Threshold.Text, verdict.Shown]);
        }
    }

    private static void WriteDefinitions(TextWriter output)
    {
        output.Write("\n<details><summary>What the clocks mean</summary>\n\n");
        foreach (var clock in ClockTable.All)
        {
            output.Write($"- **{clock.Name}**: {ClockTable.Sentences[clock.Name]}\n");
        }

        output.Write(
            "\nClocks that run from the start of a stream have two columns: from the intended start, and (.real) from the real one."
                + " Streams that never got there stay in the denominators as \"never\".\n\n</details>\n"
        );
    }

    private static void Row(TextWriter output, IEnumerable<string> cells, bool rule = false)
    {
        var all = cells.Select(Cell).ToArray();
        output.Write($"| {string.Join(" | ", all)} |\n");
        if (rule)
        {
            output.Write($"|{string.Concat(all.Select(_ => "---|"))}\n");
        }
    }
}
