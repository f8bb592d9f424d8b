using System.Collections.Immutable;

namespace StreamBench.Conformance.Results;

/// <summary>What has changed between two results, cell by cell. Cells that say nothing of the client (not declared, not run) count as absent.</summary>
/// <param name="NewlyFailing">Failed now, and passed before. A failure that a baseline knows is a failure here.</param>
/// <param name="NewlyPassing">Passed now, and failed before.</param>
/// <param name="Gone">Judged before, and not now; as they were.</param>
/// <param name="Added">Judged now, and not before.</param>
/// <param name="Unchanged">How many are as they were.</param>
public sealed record ResultComparison(
    ImmutableArray<Cell> NewlyFailing,
    ImmutableArray<Cell> NewlyPassing,
    ImmutableArray<Cell> Gone,
    ImmutableArray<Cell> Added,
    int Unchanged
)
{
    /// <summary>1 when a cell fails that did not fail before (added ones included), else 0.</summary>
    public int ExitCode => NewlyFailing.Length > 0 || Added.Any(IsFailing) ? 1 : 0;

    /// <summary>Compares.</summary>
    public static ResultComparison Of(ResultSet old, ResultSet current)
    {
        var before = Judged(old);
        var now = Judged(current);
        var both = now.Where(cell => before.ContainsKey(cell.Key)).ToArray();
        ImmutableArray<Cell> failing =
        [
            .. both.Where(cell => IsFailing(cell.Value) && !IsFailing(before[cell.Key])).Select(cell => cell.Value),
        ];
        ImmutableArray<Cell> passing =
        [
            .. both.Where(cell => !IsFailing(cell.Value) && IsFailing(before[cell.Key])).Select(cell => cell.Value),
        ];
        return new ResultComparison(
            failing,
            passing,
            [.. before.Where(cell => !now.ContainsKey(cell.Key)).Select(cell => cell.Value)],
            [.. now.Where(cell => !before.ContainsKey(cell.Key)).Select(cell => cell.Value)],
            both.Length - failing.Length - passing.Length
        );
    }

    private static bool IsFailing(Cell cell) => cell.Verdict is Verdict.Fail or Verdict.Harness;

    private static OrderedDictionary<(string, string), Cell> Judged(ResultSet results)
    {
        var cells = new OrderedDictionary<(string, string), Cell>();
        foreach (
            var cell in results.Cells.Where(cell =>
                cell.Verdict is not (Verdict.Unimplemented or Verdict.NotRun or Verdict.Undetectable)
            )
        )
        {
            cells[(cell.Runs[0].Client, cell.Path)] = cell;
        }

        return cells;
    }
}
