using StreamBench.Conformance.Catalogue;

namespace StreamBench.Cli.Conforming;

/// <summary>The rules for people.</summary>
internal static class RuleView
{
    /// <summary>Every rule with the cases that check it, or why none does.</summary>
    internal static int List(TextWriter output)
    {
        foreach (var (rule, cases) in RuleManifest.Shipped)
        {
            output.WriteLine(rule.Id);
            Describe(rule, output);
            output.WriteLine($"    {(cases.IsEmpty ? $"no case: {rule.Excluded}" : string.Join(", ", cases))}");
        }

        return ExitCode.AsExpected;
    }

    /// <summary>The rule that a case stands for.</summary>
    internal static void Explain(string id, TextWriter output)
    {
        if (RuleBook.Shipped.Find(id) is not { } rule)
        {
            return; // a case of somebody's own may have a rule of its own
        }

        output.WriteLine();
        output.WriteLine($"  rule {rule.Id}:");
        Describe(rule, output);
    }

    private static void Describe(Rule rule, TextWriter output)
    {
        output.WriteLine($"    {Words.Of(rule.Keyword).ToUpperInvariant()}: {rule.Text}");
        output.WriteLine($"    {rule.Source}");
    }
}
