using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using StreamBench.Load.Models;

namespace StreamBench.Load.Plans.Files;

/// <summary>What may stand behind a key: how the loader checks it and what the JSON schema says of it, side by side.</summary>
/// <param name="What">In words, after "must be".</param>
/// <param name="Accepts">The loader's check of this node alone.</param>
/// <param name="Schema">JSON schema of the value.</param>
internal sealed record ValueShape(string What, Func<YamlNode, bool> Accepts, string Schema)
{
    /// <summary>The words to suggest from, when it is one of some.</summary>
    internal ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The shape of the mapping, or of each mapping of the list.</summary>
    internal ObjectShape? Inner { get; init; }

    /// <summary>The shape of each element of the list.</summary>
    internal ValueShape? Element { get; init; }

    internal static readonly ValueShape Text = new(
        "a text",
        node => node.IsText,
        """{"type":["string","number","boolean"]}"""
    );

    internal static readonly ValueShape Texts = new(
        "a mapping of names to texts",
        node => node.Kind == YamlKind.Mapping && node.Members.All(member => member.Value.IsText),
        """{"type":"object","additionalProperties":{"type":["string","number","boolean"]}}"""
    );

    internal static readonly ValueShape Time = new(
        "a duration such as 180ms, 1.5s or 2m (at most 24h)",
        node => node.IsText && Duration.Parse(node.Text) is not null,
        Pattern(Duration.Pattern)
    );

    internal static readonly ValueShape Times = new(
        "a duration such as 2s, or a range such as 1s..3s",
        node => node.IsText && PlanValues.Think(node.Text) is not null,
        """{"type":["string","integer"]}"""
    );

    internal static readonly ValueShape Rate = new(
        "a rate such as 200/s, 0.5/s, 90/m or 7/10s (at most 1000000/s)",
        node => node.IsText && Models.Rate.Parse(node.Text) is not null,
        Pattern(Models.Rate.Pattern)
    );

    internal static readonly ValueShape Share = new(
        "a share such as 10%",
        node => node.IsText && PlanValues.Share(node.Text) is not null,
        """{"type":"string","pattern":"^[0-9]+(\\.[0-9]+)?%$"}"""
    );

    internal static readonly ValueShape Verify = new(
        "all, none or a share such as 1%",
        node => node.IsText && (node.Text is "all" or "none" || PlanValues.Share(node.Text) is not null),
        """{"type":"string","pattern":"^(all|none|[0-9]+(\\.[0-9]+)?%)$"}"""
    )
    {
        Words = ["all", "none"],
    };

    internal static readonly ValueShape Weight = new(
        "a number over 0",
        node => node.IsText && PlanValues.Number(node.Text) is > 0 and <= 1e6,
        """{"type":"number","exclusiveMinimum":0,"maximum":1000000}"""
    );

    /// <summary>One of some words.</summary>
    internal static ValueShape OneOf(params string[] words) =>
        new(
            $"one of {string.Join(", ", words)}",
            node => node.IsText && words.Contains(node.Text, StringComparer.Ordinal),
            new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }.ToJsonString()
        )
        {
            Words = [.. words],
        };

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    internal static ValueShape Whole(int least, int most) =>
        new(
            $"a whole number from {least} to {most}",
            node =>
                node.IsText
                && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least
                && number <= most,
            $$"""{"type":"integer","minimum":{{least}},"maximum":{{most}}}"""
        );

    /// <summary>A mapping of its own shape.</summary>
    internal static ValueShape Of(ObjectShape shape) =>
        new(shape.What, node => node.Kind == YamlKind.Mapping, Reference(shape)) { Inner = shape };

    /// <summary>A list that is not empty.</summary>
    internal static ValueShape ListOf(ValueShape element, string what) =>
        new(
            what,
            node => node.Kind == YamlKind.List && node.Items.Count > 0,
            $$"""{"type":"array","minItems":1,"items":{{element.Schema}}}"""
        )
        {
            Element = element,
        };

    internal static string Reference(ObjectShape shape) => $$"""{"$ref":"#/$defs/{{shape.Name}}"}""";

    private static string Pattern(string pattern) =>
        new JsonObject { ["type"] = new JsonArray("string", "integer"), ["pattern"] = pattern }.ToJsonString();
}
