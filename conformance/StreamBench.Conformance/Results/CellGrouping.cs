using System.Collections.Immutable;
using System.Globalization;

namespace StreamBench.Conformance.Results;

/// <summary>Groups runs into cells: by client and by path without the position.</summary>
internal static class CellGrouping
{
    /// <summary>The cells in the order in which their first run stands; runs in the order of their positions.</summary>
    internal static ImmutableArray<Cell> Of(IEnumerable<RunResult> runs) =>
        [
            .. runs.GroupBy(run => (run.Client, Path: PathOf(run)))
                .Select(cell => new Cell(
                    cell.Key.Path,
                    Staleness.Settle([.. cell.OrderBy(Rank).ThenBy(Text, StringComparer.Ordinal)])
                )),
        ];

    private static string PathOf(RunResult run) =>
        run.Position is { } position
            ? string.Join('/', run.Path.Split('/').Except(position.Split('/'), StringComparer.Ordinal))
            : run.Path;

    // k:9 stands before k:10.
    private static long Rank(RunResult run)
    {
        var digits = Text(run).AsSpan(Text(run).AsSpan().LastIndexOfAnyExceptInRange('0', '9') + 1);
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) ? rank : 0;
    }

    private static string Text(RunResult run) => run.Position ?? "";
}
