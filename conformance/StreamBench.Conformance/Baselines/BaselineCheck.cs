using System.Collections.Immutable;
using StreamBench.Conformance.Planning;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Baselines;

/// <summary>Compares a baseline with the catalogue: entries that speak of nothing, and entries that speak of the same thing.</summary>
public static class BaselineCheck
{
    /// <summary>What is wrong, in the order of the file; with any of it, nothing is run (exit code 2).</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="paths">Every path that could be run, not only those selected now: a partial run does not make an entry a mistake.</param>
    /// <param name="checksOf">Ids of the checks of a case (<c>RES-013.state</c>), by the id of the case.</param>
    public static ImmutableArray<FileProblem> Of(
        Baseline baseline,
        IReadOnlyCollection<string> paths,
        Func<string, IEnumerable<string>> checksOf
    )
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(checksOf);
        var problems = new ProblemList(baseline.File);
        var alone = new HashSet<BaselineEntry>(baseline.Entries);
        foreach (var path in paths)
        {
            var id = CaseOf(path);
            // Two entries overlap when one check of one run belongs to both; a whole run is all of its checks.
            foreach (var check in checksOf(id).DefaultIfEmpty($"{id}.run"))
            {
                Visit(path, check, baseline.Entries, alone, problems);
            }
        }

        foreach (var entry in alone)
        {
            problems.Error(entry.Line, entry.Column, Nothing(entry.Pattern, paths, checksOf));
        }

        return problems.InOrder;
    }

    private static void Visit(
        string path,
        string check,
        ImmutableArray<BaselineEntry> entries,
        HashSet<BaselineEntry> alone,
        ProblemList problems
    )
    {
        BaselineEntry? first = null;
        foreach (var entry in entries)
        {
            if (!entry.Pattern.Matches(entry.Pattern.NamesCheck ? CheckPath.Of(path, check) : path))
            {
                continue;
            }

            alone.Remove(entry);
            if (first is null)
            {
                first = entry;
            }
            else
            {
                problems.Error(
                    entry.Line,
                    entry.Column,
                    $"{entry.Pattern} overlaps {first.Pattern} of line {first.Line}; narrow one of them"
                );
            }
        }
    }

    private static string Nothing(
        PathPattern pattern,
        IReadOnlyCollection<string> paths,
        Func<string, IEnumerable<string>> checksOf
    )
    {
        var first = CaseOf(pattern.Text);
        var cases = paths.Select(CaseOf).Distinct(StringComparer.Ordinal);
        string[] known = pattern.NamesCheck ? [.. cases.SelectMany(checksOf)] : [.. cases];
        if (!known.Contains(first, StringComparer.Ordinal))
        {
            return $"{pattern} selects no case{Suggestion.For(first, known)}";
        }

        var id = first.Split('.')[0];
        return $"{pattern} selects nothing; {id} is run as {paths.First(path => CaseOf(path) == id)}, for example";
    }

    private static string CaseOf(string path) => path.Split('/')[0];
}
