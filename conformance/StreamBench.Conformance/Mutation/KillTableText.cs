using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using StreamBench.Conformance.Catalogue;

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
        foreach (var one in CaseBook.Shipped.Cases)
        {
            var mutants = killers.Where(k => k.Value.Contains(one.Id)).Select(k => k.Key);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {one.Id} | {one.Title} | {Words.Of(one.Level).ToUpperInvariant()} | {string.Join(", ", mutants)} |\n"
            );
        }

        text.Append("\n| planted bug | what it does wrong | failed by |\n|---|---|---|\n");
        foreach (var (name, cases) in killers)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {MutantList.All[name].Bug} | {string.Join(", ", cases)} |\n"
            );
        }

        return text.ToString();
    }
}
