using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Servers.Checks;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Transports;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Servers.Cases;

/// <summary>Reads <c>conformance/catalogue/servers/*.yaml</c>: <c>streambench-server-catalogue: 1</c>, a group, and its cases.</summary>
internal static class ServerCaseFile
{
    internal static FileKind Kind { get; } =
        new()
        {
            Name = "server catalogue",
            FirstLine = "streambench-server-catalogue: 1",
            NoAnchors = "write the case out",
        };

    internal static ImmutableArray<ServerCase> Read(YamlFile file)
    {
        if (file.Root is not { } root)
        {
            return [];
        }

        var fields = YamlFields.Of(root, "server catalogue", file.Problems);
        fields.Require("streambench-server-catalogue", "group", "title");
        if (fields.Integer("streambench-server-catalogue") is not (1 or null))
        {
            fields.Error("streambench-server-catalogue", "only version 1 is known");
        }

        _ = fields.Text("group");
        _ = fields.Text("title");
        ImmutableArray<ServerCase> cases = [.. fields.Sections("cases", "case").Select(one => ReadCase(one, file))];
        fields.RejectOthers();
        return cases;
    }

    private static ServerCase ReadCase(YamlFields fields, YamlFile file)
    {
        fields.Require("id", "title", "about", "level", "phase", "transports", "rule", "check", "asserts");
        var level = fields.Word<Level>("level") ?? Level.Must;
        var isOne = fields.Value("transports") is { Text: "one" };
        var found = new ServerCase
        {
            Id = fields.Text("id") ?? "",
            Title = fields.Text("title") ?? "",
            About = fields.Text("about") ?? "",
            Level = level,
            Phase = fields.Integer("phase", 1, 3) ?? 1,
            Needs = Known(fields, "needs", ServerCapabilities.All.Keys),
            Transports = isOne ? [.. StreamTransports.Names] : Known(fields, "transports", StreamTransports.Names),
            OnOneTransport = isOne,
            Scripts = fields.Texts("scripts"),
            IsSweep = fields.Flag("sweep") ?? false,
            Samples = fields.Integer("samples", 2),
            RunsAlone = fields.Flag("alone") ?? false,
            Rule = fields.Text("rule") ?? "",
            Check = Known(fields, "check", ServerChecks.All.Keys).FirstOrDefault(""),
            Variants =
            [
                .. Members(fields, "variants").Select(v => new ServerVariant(v.Name, Needs(v.Fields("variant", file)))),
            ],
            Asserts =
            [
                .. Members(fields, "asserts").Select(a => ReadAssertion(a.Name, a.Fields("assertion", file), level)),
            ],
        };
        fields.RejectOthers();
        return found;
    }

    private static ImmutableArray<string> Needs(YamlFields fields)
    {
        var needs = Known(fields, "needs", ServerCapabilities.All.Keys);
        fields.RejectOthers();
        return needs;
    }

    private static ServerAssertion ReadAssertion(string id, YamlFields fields, Level usual)
    {
        fields.Require("says");
        var found = new ServerAssertion(id, fields.Word<Level>("level") ?? usual, fields.Text("says") ?? "");
        fields.RejectOthers();
        return found;
    }

    private static IEnumerable<Member> Members(YamlFields fields, string name) =>
        (fields.Value(name)?.Members ?? []).Select(member => new Member(member.Key.Text, member.Value));

    // "all" stands for every name; a single name may stand without brackets.
    private static ImmutableArray<string> Known(YamlFields fields, string name, IEnumerable<string> known)
    {
        ImmutableArray<string> words = fields.Value(name) switch
        {
            null => [],
            { Text: "all" } => [.. known],
            { Kind: YamlKind.Scalar } one => [one.Text],
            _ => fields.Texts(name),
        };
        foreach (var word in words.Where(word => !known.Contains(word, StringComparer.Ordinal)))
        {
            fields.Error(name, $"\"{word}\" is none of {string.Join(", ", known)}{Suggestion.For(word, known)}");
        }

        return words;
    }

    private readonly record struct Member(string Name, YamlNode Value)
    {
        internal YamlFields Fields(string what, YamlFile file) => YamlFields.Of(Value, what, file.Problems);
    }
}
