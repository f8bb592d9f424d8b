using System.Collections.Immutable;
using System.Text.RegularExpressions;
using StreamBench.Transports;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Catalogue;

/// <summary>Reads one file of cases: <c>streambench-catalogue: 1</c>, a group, and its cases.</summary>
internal static partial class CaseFile
{
    internal static FileKind Kind { get; } =
        new()
        {
            Name = "catalogue",
            FirstLine = "streambench-catalogue: 1",
            NoAnchors = "write the case out",
        };

    internal static IReadOnlyList<(Case Case, YamlNode Place)> Read(YamlFile file)
    {
        if (file.Root is not { } root)
        {
            return [];
        }

        var fields = YamlFields.Of(root, "catalogue", file.Problems).Require("streambench-catalogue", "group", "title");
        if (fields.Integer("streambench-catalogue") is not (1 or null))
        {
            fields.Error("streambench-catalogue", "only version 1 is known");
        }

        var group = fields.Text("group") ?? "";
        _ = fields.Text("title");
        var cases = fields
            .Sections("cases", "case")
            .Select(section => (ReadCase(section, group, file.Problems), section.Node))
            .ToList();
        fields.RejectOthers();
        return cases;
    }

    private static Case ReadCase(YamlFields fields, string group, ProblemList problems)
    {
        fields.Require("id", "title", "level", "phase", "needs", "transports", "rule");
        var id = fields.Text("id") ?? "";
        if (!Id().IsMatch(id) || !id.StartsWith(group + "-", StringComparison.Ordinal))
        {
            fields.Error("id", $"\"{id}\" is no id of this group: {group}-001");
        }

        var found = new Case
        {
            Id = id,
            Title = fields.Text("title") ?? "",
            About = fields.Text("about"),
            Level = fields.Word<Level>("level") ?? Level.Must,
            Phase = fields.Integer("phase", 1, 3) ?? 1,
            Needs = Known(fields, "needs", Capabilities.All.Keys),
            Transports = Known(fields, "transports", StreamTransports.Names),
            Scripts = fields.Texts("scripts") is { Length: > 0 } scripts ? scripts : ["S-HELLO"],
            Sweep = fields.Section("sweep") is { } sweep ? ReadSweep(sweep) : null,
            Rule = fields.Text("rule") ?? "",
            Variants = ReadVariants(fields, problems),
        };
        fields.RejectOthers();
        return found;
    }

    // "all" stands for every name.
    private static ImmutableArray<string> Known(YamlFields fields, string name, IEnumerable<string> known)
    {
        var words = fields.Value(name) is { Text: "all" } ? [.. known] : fields.Texts(name);
        foreach (var word in words.Where(word => !known.Contains(word, StringComparer.Ordinal)))
        {
            fields.Error(name, $"\"{word}\" is none of {string.Join(", ", known)}{Suggestion.For(word, known)}");
        }

        return words;
    }

    private static Sweep ReadSweep(YamlFields fields)
    {
        fields.Require("name", "over");
        var sweep = new Sweep(
            fields.Text("name") ?? "k",
            fields.Word<SweepOver>("over") ?? SweepOver.Events,
            fields.Integer("from") ?? 0,
            fields.Integer("to", int.MinValue) ?? -1
        );
        fields.RejectOthers();
        return sweep;
    }

    private static ImmutableArray<Variant> ReadVariants(YamlFields fields, ProblemList problems)
    {
        var common = SetupReader.Read(fields, new Setup(), problems);
        var variants = ImmutableArray.CreateBuilder<Variant>();
        foreach (var (key, value) in fields.Value("variants")?.Members ?? [])
        {
            var own = YamlFields.Of(value, "variant", problems);
            var needs = Known(own, "needs", Capabilities.All.Keys);
            variants.Add(new Variant(key.Text, SetupReader.Read(own, common, problems)) { Needs = needs });
            own.RejectOthers();
        }

        return variants.Count > 0 ? variants.ToImmutable() : [new Variant(null, common)];
    }

    [GeneratedRegex(
        "^[A-Z]{3}-[0-9]{3}$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Id();
}
