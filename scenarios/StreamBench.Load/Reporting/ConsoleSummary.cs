using StreamBench.Load.Results;

namespace StreamBench.Load.Reporting;

/// <summary>A result on one screen, 80 columns wide, without colours.</summary>
public static class ConsoleSummary
{
    private const int Name = 13;
    private const int Cell = 9;

    /// <summary>Writes it; returns true when every threshold held.</summary>
    public static bool Write(TextWriter output, LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(result);
        var header = result.Header;
        output.WriteLine(
            PlainText.Of(
                $"{header.Plan}  {result.Measured.TotalSeconds:0.#}s  seed {header.Seed}  at most {result.PeakOpen} open  segment {string.Join(" ", header.Segments)}",
                80
            )
        );
        foreach (var why in result.Distrust)
        {
            output.WriteLine(PlainText.Of($"NOT TRUSTWORTHY: {why}"));
        }

        if (result.IsPartial)
        {
            output.WriteLine("PARTIAL: the run, or a part of it, ended before its plan");
        }

        foreach (var (name, tally) in SummaryTable.Parts(result))
        {
            output.WriteLine();
            output.WriteLine(PlainText.Of(name, 80));
            WriteFlow(output, [.. SummaryTable.FlowOf(tally, result.Measured)]);
            WriteClocks(output, [.. SummaryTable.ClocksOf(tally)]);
        }

        WriteFindings(output, result.Findings);
        output.WriteLine();
        output.WriteLine("clocks run from the intended start, .real from the real one: scenarios/CLOCKS.md");
        return WriteThresholds(output, result);
    }

    private static void WriteFlow(TextWriter output, (string Name, string Value)[] flow)
    {
        foreach (var three in flow.Chunk(3))
        {
            output.WriteLine(
                "  " + string.Concat(three.Select(pair => $"{pair.Name, -15} {pair.Value, -9} ")).TrimEnd()
            );
        }
    }

    private static void WriteClocks(TextWriter output, ClockRow[] clocks)
    {
        if (clocks.Length == 0)
        {
            return;
        }

        output.WriteLine(
            "  " + "".PadRight(Name) + string.Concat(SummaryTable.ClockColumns.Select(column => column.PadLeft(Cell)))
        );
        foreach (var clock in clocks)
        {
            output.WriteLine(
                "  " + clock.Name.PadRight(Name) + string.Concat(clock.Values.Select(value => value.PadLeft(Cell)))
            );
        }
    }

    private static void WriteFindings(TextWriter output, RunFindings findings)
    {
        foreach (var (name, facts) in SummaryTable.FindingsOf(findings))
        {
            output.WriteLine();
            output.WriteLine(name);
            foreach (var fact in facts)
            {
                output.WriteLine("  " + PlainText.Of(fact));
            }
        }
    }

    private static bool WriteThresholds(TextWriter output, LoadResult result)
    {
        var verdicts = result.Verdicts();
        if (verdicts.IsEmpty)
        {
            return true;
        }

        output.WriteLine();
        foreach (var verdict in verdicts)
        {
            output.WriteLine(
                $"{(verdict.Held ? "✓" : "✗")} {PlainText.Of(verdict.Threshold.Text, 56), -56} {verdict.Shown}"
            );
        }

        return verdicts.All(verdict => verdict.Held);
    }
}
