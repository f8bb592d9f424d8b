using System.Text.Json.Nodes;
using StreamBench.Yaml;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Values that only scripts have.</summary>
internal static class ScriptValues
{
    internal static readonly ValueShape Names = new(
        "a list of names",
        node => node.Kind == YamlKind.List && node.Items.All(item => ValueShape.Name.Accepts(item)),
        """{"type":"array","items":{"type":"string","pattern":"^\\S+$"}}"""
    );

    internal static readonly ValueShape Streamed = new(
        "a text, a list of its fragments, or { fill, length }",
        node => node.Kind != YamlKind.List || node.Items.All(item => item.IsText),
        """{"anyOf":[{"type":["string","number","boolean"]},{"type":"array","items":{"type":"string"}},{"$ref":"#/$defs/fill"}]}"""
    );

    internal static readonly ValueShape Split = new(
        "words, characters, units, whole, a number or random(1..4)",
        node => node.IsText && TextSplit.IsKnown(node.Text),
        new JsonObject
        {
            ["type"] = new JsonArray("string", "integer"),
            ["minimum"] = 1,
            ["pattern"] = TextSplit.Pattern,
        }.ToJsonString()
    )
    {
        Words = ["words", "characters", "units", "whole", "random(1..4)"],
    };

    internal static readonly ValueShape Steps = new(
        "a list of steps",
        node => node.Kind == YamlKind.List,
        """{"type":"array","items":{"$ref":"#/$defs/step"}}"""
    );

    internal static readonly ValueShape Lanes = new(
        "a list of lanes, each a step or a list of steps",
        node => node.Kind == YamlKind.List,
        """{"type":"array","items":{"anyOf":[{"$ref":"#/$defs/step"},{"type":"array","items":{"$ref":"#/$defs/step"}}]}}"""
    );

    internal static readonly ValueShape Turns = new(
        "a list of turns",
        node => node.Kind == YamlKind.List,
        """{"type":"array","items":{"$ref":"#/$defs/turn"}}"""
    );

    internal static readonly ValueShape Branch = new(
        "continue, end or a list of steps",
        node => node.Kind == YamlKind.List || (node.IsText && node.Text is "continue" or "end"),
        """{"anyOf":[{"enum":["continue","end"]},{"type":"array","items":{"$ref":"#/$defs/step"}}]}"""
    )
    {
        Words = ["continue", "end"],
    };
}
