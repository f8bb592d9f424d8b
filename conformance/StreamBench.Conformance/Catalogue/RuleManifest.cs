using System.Collections.Immutable;
using StreamBench.Conformance.Servers.Cases;

namespace StreamBench.Conformance.Catalogue;

/// <summary>Which cases check which rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Cases">The ids of the cases for clients and servers that check it, in order.</param>
public sealed record RuleManifest(Rule Rule, ImmutableArray<string> Cases)
{
    /// <summary>Every rule of the tool with its cases, in the order of the rules' ids.</summary>
    public static ImmutableArray<RuleManifest> Shipped { get; } =
    [
        .. RuleBook.Shipped.Rules.Select(rule => new RuleManifest(
            rule,
            [.. References().Where(one => one.Rule == rule.Id).Select(one => one.Case).Distinct().Order()]
        )),
    ];

    /// <summary>Each mention of a rule: the rule's id and the case that names it, be it for all of it or for one check.</summary>
    internal static IEnumerable<(string Rule, string Case)> References()
    {
        foreach (var one in CaseBook.Shipped.Cases)
        {
            yield return (one.Rule, one.Id);
            var checks = one.Variants.SelectMany(variant => variant.Setup.Checks);
            foreach (var rule in checks.Select(check => check.Rule).OfType<string>())
            {
                yield return (rule, one.Id);
            }
        }

        foreach (var one in ServerCaseBook.Shipped.Cases)
        {
            yield return (one.Rule, one.Id);
        }
    }
}
