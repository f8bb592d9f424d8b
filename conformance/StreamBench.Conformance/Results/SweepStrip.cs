namespace StreamBench.Conformance.Results;

/// <summary>A sweep in one line.</summary>
public static class SweepStrip
{
    /// <summary><c>61/62, first failing k=13, 3 not run</c>; empty for a cell that is no sweep.</summary>
    public static string Text(Cell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.Runs is [{ Position: null }])
        {
            return "";
        }

        var notRun = cell.Runs.Count(run => run.Verdict == Verdict.NotRun);
        var undetectable = cell.Runs.Count(run => run.Verdict == Verdict.Undetectable);
        var first = cell.FirstFailure?.Position?.Replace(':', '=');
        return $"{cell.Passed}/{cell.Runs.Length}"
            + (first is null ? "" : $", first failing {first}")
            + (notRun == 0 ? "" : $", {notRun} not run")
            + (undetectable == 0 ? "" : $", {undetectable} undetectable");
    }

    /// <summary>A mark for each run, or for each group of neighbours (the worst of them) when there are more than <paramref name="width"/>.</summary>
    /// <remarks><c>·</c> passed, <c>~</c> only a SHOULD missed, <c>-</c> not run or not declared, <c>?</c> undetectable, <c>x</c> failed, <c>!</c> harness.</remarks>
    /// <param name="cell">A sweep.</param>
    /// <param name="width">Most marks; at least 1.</param>
    public static string Marks(Cell cell, int width)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var marks = Math.Min(width, cell.Runs.Length);
        return string.Create(
            marks,
            cell,
            static (strip, cell) =>
            {
                for (var i = 0; i < strip.Length; i++)
                {
                    var (from, to) = (Edge(i, strip, cell), Edge(i + 1, strip, cell));
                    strip[i] = MarkOf(cell.Runs[from..to].Max(run => run.Verdict));
                }
            }
        );
    }

    private static int Edge(int mark, Span<char> strip, Cell cell) =>
        (int)((long)mark * cell.Runs.Length / strip.Length);

    private static char MarkOf(Verdict verdict) =>
        verdict switch
        {
            Verdict.Pass or Verdict.Info => '·',
            Verdict.NonStrict => '~',
            Verdict.Unimplemented or Verdict.NotRun => '-',
            Verdict.Undetectable => '?',
            Verdict.Fail => 'x',
            _ => '!',
        };
}
