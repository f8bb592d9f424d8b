using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Mutation;

namespace StreamBench.Conformance.Mutation;

/// <summary>The kill table as Markdown: a row a case, with the mutants that it fails; then a row a mutant, with its bug.</summary>
public static class KillTableText
{
    /// <summary>Writes it.</summary>
    /// <param name="killers">The cases that failed each mutant, by the mutant's name.</param>
    public static string Of(ImmutableSortedDictionary<string, ImmutableArray<string>> killers)
    {
        var text = new StringBuilder();
        text.Append("# Kill table\n\n");
        text.Append(
            "Which planted bug fails which case: the proof that each case can fail. Written by `streambench conform selftest`.\n\n"
        );
        text.Append("| case | title | level | fails these planted bugs |\n|---|---|---|---|\n");
        var all = CaseBook
            .Shipped.Cases.Select(one => (one.Id, one.Title, one.Level))
            .Concat(ServerCaseBook.Shipped.Cases.Select(one => (one.Id, one.Title, one.Level)));
        foreach (var (id, title, level) in all)
        {
            var mutants = killers.Where(k => k.Value.Contains(id)).Select(k => k.Key);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {id} | {title} | {Words.Of(level).ToUpperInvariant()} | {string.Join(", ", mutants)} |\n"
            );
        }

        text.Append("\n| planted bug | what it does wrong | failed by |\n|---|---|---|\n");
        foreach (var (name, failedBy) in killers)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {BugOf(name)} | {string.Join(", ", failedBy)} |\n");
        }

        return text.ToString();
    }

    private static string BugOf(string name) =>
        MutantList.All.TryGetValue(name, out var client) ? client.Bug : ServerMutantList.All[name].Bug;
}
