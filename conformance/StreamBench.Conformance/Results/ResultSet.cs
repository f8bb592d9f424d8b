using System.Collections.Immutable;

namespace StreamBench.Conformance.Results;

/// <summary>A whole result: what presenters present. Made of a file, of several merged ones, or of a run that has just ended.</summary>
public sealed record ResultSet
{
    private ResultSet(RunHeader header, ImmutableArray<Cell> cells, RunFooter? footer, ImmutableArray<string> notes)
    {
        (Header, Cells, Footer, Notes) = (header, cells, footer, notes);
        Runs = [.. cells.SelectMany(cell => cell.Runs)];
        Summary = Summary.Of(cells, isPartial: footer is null or { Interrupted: true });
    }

    /// <summary>What was run, with what.</summary>
    public RunHeader Header { get; }

    /// <summary>The runs, cell by cell; each client's path once.</summary>
    public ImmutableArray<RunResult> Runs { get; }

    /// <summary>How it ended; null when it was killed.</summary>
    public RunFooter? Footer { get; }

    /// <summary>What the reader of a report should know of the files: broken off, merged, repeated. A sentence each.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>The runs, summed up; in the order in which their first run ended.</summary>
    public ImmutableArray<Cell> Cells { get; }

    /// <summary>The counts and the exit code.</summary>
    public Summary Summary { get; }

    /// <summary>
    /// Makes a set. Of several lines for the same client and path the worst one counts, which is noted; it is flaky where
    /// another one is better.
    /// </summary>
    public static ResultSet Of(
        RunHeader header,
        ImmutableArray<RunResult> runs,
        RunFooter? footer,
        ImmutableArray<string> notes
    )
    {
        ArgumentNullException.ThrowIfNull(header);
        var worst = new OrderedDictionary<(string, string), RunResult>();
        foreach (var run in runs)
        {
            var key = (run.Client, run.Path);
            worst[key] = worst.TryGetValue(key, out var other) ? Worse(other, run) : run;
        }

        var repeated = runs.Length - worst.Count;
        return new ResultSet(
            header,
            CellGrouping.Of(worst.Values),
            footer,
            repeated == 0 ? notes : [.. notes, $"{repeated} runs have several lines; the worst one counts"]
        );
    }

    private static RunResult Worse(RunResult one, RunResult other)
    {
        var (worse, better) =
            (one.Verdict, one.Standing).CompareTo((other.Verdict, other.Standing)) >= 0 ? (one, other) : (other, one);
        return worse.Standing == Standing.Unexpected && better.Verdict < Verdict.Fail
            ? worse with
            {
                Standing = Standing.Flaky,
            }
            : worse;
    }
}
