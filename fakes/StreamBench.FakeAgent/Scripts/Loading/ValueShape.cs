using System.Globalization;
using System.Text.Json.Nodes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>What may stand behind a key: how the loader checks it and what the JSON schema says of it, side by side.</summary>
/// <param name="What">In words, after "must be".</param>
/// <param name="Accepts">The loader's check.</param>
/// <param name="Schema">JSON schema of the value.</param>
/// <param name="Words">The words to suggest from, when it is one of some.</param>
internal sealed record ValueShape(string What, Func<ScriptNode, bool> Accepts, string Schema, string[]? Words = null)
{
    internal static readonly ValueShape Text = new("a text", IsScalar, """{"type":["string","number","boolean"]}""");

    internal static readonly ValueShape Name = new(
        "a short name without blanks",
        node => IsScalar(node) && node.Text.Length is > 0 and <= 64 && !node.Text.Any(char.IsWhiteSpace),
        """{"type":["string","number"],"minLength":1,"maxLength":64,"pattern":"^\\S+$"}"""
    );

    internal static readonly ValueShape Names = new(
        "a list of names",
        node => node.Kind == ScriptNodeKind.List && node.Items.All(item => Name!.Accepts(item)),
        """{"type":"array","items":{"type":"string","pattern":"^\\S+$"}}"""
    );

    internal static readonly ValueShape Streamed = new(
        "a text, a list of its fragments, or { fill, length }",
        node => node.Kind != ScriptNodeKind.List ? true : node.Items.All(IsScalar),
        """{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":"string"}},{"$ref":"#/$defs/fill"}]}"""
    );

    internal static readonly ValueShape Json = new("a value", _ => true, "{}");

    internal static readonly ValueShape List = new(
        "a list",
        node => node.Kind == ScriptNodeKind.List,
        """{"type":"array"}"""
    );

    internal static readonly ValueShape Values = new(
        "a mapping of names to texts",
        node => node.Kind == ScriptNodeKind.Mapping && node.Members.All(member => IsScalar(member.Value)),
        """{"type":"object","additionalProperties":{"type":["string","number","boolean"]}}"""
    );

    internal static readonly ValueShape Flag = new(
        "true or false",
        node => node is { Kind: ScriptNodeKind.Scalar, IsPlain: true, Text: "true" or "false" },
        """{"type":"boolean"}"""
    );

    internal static readonly ValueShape Duration = new(
        "a duration such as 180ms, 1.5s or 2m (at most 24h)",
        node => IsScalar(node) && Loading.Duration.Parse(node.Text) is not null,
        $$"""{"type":["string","integer"],"pattern":{{JsonValueText(Loading.Duration.Pattern)}}}"""
    );

    internal static readonly ValueShape Split = new(
        "words, characters, units, whole, a number or random(1..4)",
        node => IsScalar(node) && TextSplit.IsKnown(node.Text),
        $$"""{"type":["string","integer"],"minimum":1,"pattern":{{JsonValueText(TextSplit.Pattern)}}}""",
        ["words", "characters", "units", "whole", "random(1..4)"]
    );

    internal static readonly ValueShape Nothing = new("nothing", node => node.IsNull, """{"type":"null"}""");

    internal static readonly ValueShape Steps = new(
        "a list of steps",
        node => node.Kind == ScriptNodeKind.List,
        """{"type":"array","items":{"$ref":"#/$defs/step"}}"""
    );

    internal static readonly ValueShape Lanes = new(
        "a list of lanes, each a step or a list of steps",
        node => node.Kind == ScriptNodeKind.List,
        """{"type":"array","items":{"anyOf":[{"$ref":"#/$defs/step"},{"type":"array","items":{"$ref":"#/$defs/step"}}]}}"""
    );

    internal static readonly ValueShape Turns = new(
        "a list of turns",
        node => node.Kind == ScriptNodeKind.List,
        """{"type":"array","items":{"$ref":"#/$defs/turn"}}"""
    );

    internal static readonly ValueShape Branch = new(
        "continue, end or a list of steps",
        node => node.Kind == ScriptNodeKind.List || (IsScalar(node) && node.Text is "continue" or "end"),
        """{"anyOf":[{"enum":["continue","end"]},{"type":"array","items":{"$ref":"#/$defs/step"}}]}""",
        ["continue", "end"]
    );

    /// <summary>One of some words.</summary>
    internal static ValueShape OneOf(params string[] words) =>
        new(
            $"one of {string.Join(", ", words)}",
            node => IsScalar(node) && words.Contains(node.Text, StringComparer.Ordinal),
            new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }.ToJsonString(),
            words
        );

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    internal static ValueShape Integer(int least, int most) =>
        new(
            $"a whole number from {least} to {most}",
            node =>
                IsScalar(node)
                && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least
                && number <= most,
            $$"""{"type":"integer","minimum":{{least}},"maximum":{{most}}}"""
        );

    /// <summary>A mapping of its own shape.</summary>
    internal static ValueShape Object(ObjectShape shape) =>
        new(shape.What, node => node.Kind == ScriptNodeKind.Mapping, $$"""{"$ref":"#/$defs/{{shape.Name}}"}""");

    private static bool IsScalar(ScriptNode node) => node.Kind == ScriptNodeKind.Scalar && !node.IsNull;

    private static string JsonValueText(string text) => System.Text.Json.Nodes.JsonValue.Create(text).ToJsonString();
}
