using System.Collections.Immutable;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Catalogue;

/// <summary>Reads a file of rules: <c>streambench-rules: 1</c>, and the rules by their ids in alphabetical order.</summary>
internal static class RuleBookFile
{
    internal static FileKind Kind { get; } = new() { Name = "rules", FirstLine = "streambench-rules: 1" };

    internal static ImmutableArray<Rule> Read(YamlFile file)
    {
        if (file.Root is not { } root)
        {
            return [];
        }

        var fields = YamlFields.Of(root, "rules", file.Problems).Require("streambench-rules", "rules");
        if (fields.Integer("streambench-rules") is not (1 or null))
        {
            fields.Error("streambench-rules", "only version 1 is known");
        }

        var rules = ImmutableArray.CreateBuilder<Rule>();
        foreach (var (key, value) in fields.Value("rules")?.Members ?? [])
        {
            if (rules.Count > 0 && string.CompareOrdinal(rules[^1].Id, key.Text) > 0)
            {
                file.Problems.Error(key, $"\"{key.Text}\" stands behind \"{rules[^1].Id}\"; keep the ids in order");
            }

            rules.Add(ReadRule(key.Text, YamlFields.Of(value, "rule", file.Problems)));
        }

        fields.RejectOthers();
        return rules.ToImmutable();
    }

    private static Rule ReadRule(string id, YamlFields fields)
    {
        fields.Require("keyword", "text", "source");
        var rule = new Rule(
            id,
            ReadKeyword(fields),
            fields.Text("text") ?? "",
            fields.Text("source") ?? "",
            fields.Text("excluded")
        );
        fields.RejectOthers();
        return rule;
    }

    // As RFC 2119 writes them.
    private static Level ReadKeyword(YamlFields fields)
    {
        var word = fields.Text("keyword") ?? "MUST";
        if (word is "MUST" or "SHOULD" or "MAY")
        {
            return Words.Parse<Level>(word.ToLowerInvariant())!.Value;
        }

        fields.Error("keyword", $"\"{word}\" is none of MUST, SHOULD, MAY");
        return Level.Must;
    }
}
