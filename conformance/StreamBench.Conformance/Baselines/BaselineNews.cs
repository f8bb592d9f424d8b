using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Baselines;

/// <summary>Entries for what failed in a cell: as few as there can be without overlapping those that stay.</summary>
internal static class BaselineNews
{
    /// <summary>For failures that nobody has listed.</summary>
    internal static IEnumerable<BaselineEntry> Of(Cell cell)
    {
        if (cell.Outcome is not (Outcome.Failed or Outcome.Flaky) || cell.Runs.Any(IsExpired))
        {
            return [];
        }

        var listed = cell.Outcome == Outcome.Flaky ? ListedAs.Flaky : ListedAs.Failing;
        return cell.Runs.All(run => run.Listed.IsEmpty)
            ? [New(cell.Path, listed)]
            : cell
                .Runs.Where(run => run.Standing is Standing.Unexpected or Standing.Flaky)
                .SelectMany(run => run.Listed.IsEmpty ? [run.Path] : UnlistedChecks(run))
                .Select(path => New(path, listed));
    }

    /// <summary>In place of an entry that is too wide: the same, for this cell alone.</summary>
    internal static IEnumerable<BaselineEntry> Narrowed(Cell cell, BaselineEntry wide) =>
        (wide.Pattern.NamesCheck ? Checks(cell, wide) : [cell.Path]).Select(path =>
            New(path, wide.As) with
            {
                Issue = wide.Issue,
                Until = wide.Until,
            }
        );

    private static IEnumerable<string> Checks(Cell cell, BaselineEntry wide) =>
        cell
            .Runs.SelectMany(run => Missed(run).Where(check => wide.SpeaksOf(run, check)))
            .Select(check => check.Id)
            .Distinct(StringComparer.Ordinal)
            .Select(check => CheckPath.Of(cell.Path, check));

    private static IEnumerable<string> UnlistedChecks(RunResult run) =>
        Missed(run)
            .Select(check => CheckPath.Of(run.Path, check.Id))
            .Where(path => !run.Listed.Any(listing => Pattern(listing.Pattern).Matches(path)));

    private static IEnumerable<CheckResult> Missed(RunResult run) =>
        run.Checks.Where(check => check.Verdict is Verdict.Fail);

    private static bool IsExpired(RunResult run) => run.Listed.Any(listing => listing.Expired);

    private static BaselineEntry New(string path, ListedAs listed) => new() { Pattern = Pattern(path), As = listed };

    private static PathPattern Pattern(string text) =>
        PathPattern.TryParse(text, out var pattern, out var problem)
            ? pattern
            : throw new InvalidDataException($"{text} cannot be listed: {problem}");
}
