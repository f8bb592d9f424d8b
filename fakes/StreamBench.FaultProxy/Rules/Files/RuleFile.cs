using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Rules in YAML, or in JSON, which is YAML too. The head is <c>streambench-faults: 1</c>.</summary>
public static class RuleFile
{
    /// <summary>The field at the head of a file, with the version of its form.</summary>
    public const string Head = "streambench-faults";

    /// <summary>The largest file that is read, in characters. Nesting is bounded, too, and aliases are refused.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="RuleFileException">It is not right: with everything that is wrong, by line and column.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FaultRules Load(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads rules from their text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="file">The name to show in errors.</param>
    /// <exception cref="RuleFileException">It is not right: with everything that is wrong, by line and column.</exception>
    public static FaultRules Parse(string text, string file = "rules")
    {
        var errors = new RuleFileErrors(file);
        var rules = Root(text, errors) is { } root ? Read(root, errors) : FaultRules.None;
        errors.ThrowIfAny();
        return rules;
    }

    private static FieldReader? Root(string text, RuleFileErrors errors)
    {
        if (text.Length > MaxLength)
        {
            errors.Add(Mark.Empty, $"the file has {text.Length} characters, {MaxLength} is the most");
            return null;
        }
        return YamlText.Read(text, errors) is { } map ? new FieldReader(map, "the file", errors) : null;
    }

    /// <summary>Reads the mapping that is a file.</summary>
    internal static FaultRules Read(FieldReader root, RuleFileErrors errors)
    {
        if (root.Number(Head) is not 1)
            errors.Add(root.PlaceOf(Head), $"the file should begin with {Head}: 1, the only version there is");
        root.Text("name");
        var seed = root.Number("seed");
        var nodes = root.List("rules");
        root.RejectOthers();
        if (nodes.Count > FaultRules.MaxRules)
            errors.Add(root.PlaceOf("rules"), $"{nodes.Count} rules are too many, {FaultRules.MaxRules} is the most");
        var rules = nodes.Take(FaultRules.MaxRules).Select(node => ReadRule(node, errors)).OfType<FaultRule>();
        return new FaultRules { Seed = seed, Rules = [.. rules] };
    }

    private static FaultRule? ReadRule(YamlNode node, RuleFileErrors errors)
    {
        if (node is not YamlMappingNode map)
        {
            errors.Add(node.Start, "a rule is a mapping: { at: { … }, do: cut }");
            return null;
        }
        var errorsBefore = errors.Count;
        var fields = new FieldReader(map, "a rule", errors);
        var section = fields.Section("at");
        var place = section is null ? new Place() : RuleReaders.Place(section);
        var name = fields.Text("name");
        if (!fields.Has("do"))
            errors.Add(
                node.Start,
                $"the rule does nothing: say do, one of {string.Join(", ", RuleReaders.All.Keys.Order(StringComparer.Ordinal))}"
            );
        if (fields.Word("do", [.. RuleReaders.All.Keys.Order(StringComparer.Ordinal)]) is not { } word)
            return null;
        var rule = RuleReaders.All[word](fields) with { At = place, Name = name };
        fields.RejectOthers();
        // A chance for itself is a chance for each event.
        if (rule.NeedsPosition && !place.HasPosition && section?.Has("chance") == true)
            rule = rule with { At = place with { Every = 1 } };
        // What was not read cannot be judged: the rest of this rule is checked once its fields are right.
        if (errors.Count > errorsBefore)
            return rule;
        foreach (var (field, problem) in RuleChecks.Of(rule))
            errors.Add(
                section?.Has(field) == true ? section.PlaceOf(field) : fields.PlaceOf(field),
                $"{field} {problem}"
            );
        return rule;
    }
}
