using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace StreamBench.Yaml.Shapes;

/// <summary>What may stand behind a key: how it is checked and what the JSON schema says of it, side by side.</summary>
/// <param name="What">In words, after "must be".</param>
/// <param name="Accepts">The check of this node alone.</param>
/// <param name="Schema">JSON schema of the value.</param>
public sealed record ValueShape(string What, Func<YamlNode, bool> Accepts, string Schema)
{
    /// <summary>A scalar that is not null.</summary>
    public static readonly ValueShape Text = new(
        "a text",
        node => node.IsText,
        """{"type":["string","number","boolean"]}"""
    );

    /// <summary>A word of at most 64 characters.</summary>
    public static readonly ValueShape Name = new(
        "a short name without blanks",
        node => node.IsText && node.Text.Length is > 0 and <= 64 && !node.Text.Any(char.IsWhiteSpace),
        """{"type":["string","number"],"minLength":1,"maxLength":64,"pattern":"^\\S+$"}"""
    );

    /// <summary>Names with their texts.</summary>
    public static readonly ValueShape Texts = new(
        "a mapping of names to texts",
        node => node.Kind == YamlKind.Mapping && node.Members.All(member => member.Value.IsText),
        """{"type":"object","additionalProperties":{"type":["string","number","boolean"]}}"""
    );

    /// <summary>A boolean.</summary>
    public static readonly ValueShape Flag = new(
        "true or false",
        node => node is { Kind: YamlKind.Scalar, IsPlain: true, Text: "true" or "false" },
        """{"type":"boolean"}"""
    );

    /// <summary>What <see cref="DurationText"/> reads.</summary>
    public static readonly ValueShape Duration = new(
        "a duration such as 180ms, 1.5s or 2m (at most 24h)",
        node => node.IsText && DurationText.Parse(node.Text) is not null,
        Pattern(DurationText.Pattern)
    );

    /// <summary>Anything.</summary>
    public static readonly ValueShape Any = new("a value", _ => true, "{}");

    /// <summary>Null, as behind a key that says all by itself.</summary>
    public static readonly ValueShape Nothing = new("nothing", node => node.IsNull, """{"type":"null"}""");

    /// <summary>A list of anything, also empty.</summary>
    public static readonly ValueShape List = new("a list", node => node.Kind == YamlKind.List, """{"type":"array"}""");

    /// <summary>The words to suggest from, when it is one of some.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The shape of the mapping, when it has one.</summary>
    public ObjectShape? Inner { get; init; }

    /// <summary>The shape of each element of the list, when it has one.</summary>
    public ValueShape? Element { get; init; }

    /// <summary>One of some words.</summary>
    public static ValueShape OneOf(params ImmutableArray<string> words) =>
        new(
            $"one of {string.Join(", ", words)}",
            node => node.IsText && words.Contains(node.Text),
            new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }.ToJsonString()
        )
        {
            Words = words,
        };

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static ValueShape Integer(int least, int most) =>
        new(
            $"a whole number from {least} to {most}",
            node =>
                node.IsText
                && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least
                && number <= most,
            $$"""{"type":"integer","minimum":{{least}},"maximum":{{most}}}"""
        );

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static ValueShape Number(double least, double most) =>
        new(
            most == double.MaxValue ? $"a number from {least}" : $"a number from {least} to {most}",
            node =>
                node.IsText
                && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number >= least
                && number <= most,
            new JsonObject
            {
                ["type"] = "number",
                ["minimum"] = least,
                ["maximum"] = most,
            }.ToJsonString()
        );

    /// <summary>A mapping of a shape of its own.</summary>
    public static ValueShape Of(ObjectShape shape) =>
        new(shape.What, node => node.Kind == YamlKind.Mapping, $$"""{"$ref":"#/$defs/{{shape.Name}}"}""")
        {
            Inner = shape,
        };

    /// <summary>A list that is not empty.</summary>
    public static ValueShape ListOf(ValueShape element, string what) =>
        new(
            what,
            node => node.Kind == YamlKind.List && node.Items.Count > 0,
            $$"""{"type":"array","minItems":1,"items":{{element.Schema}}}"""
        )
        {
            Element = element,
        };

    /// <summary>JSON schema of a text, or a whole number, that looks like <paramref name="pattern"/>.</summary>
    public static string Pattern(string pattern) =>
        new JsonObject { ["type"] = new JsonArray("string", "integer"), ["pattern"] = pattern }.ToJsonString();

    /// <summary>Notes what is wrong with the value behind <paramref name="key"/>, and further in; true when there is nothing.</summary>
    public bool Check(string key, YamlNode value, ProblemList problems)
    {
        if (!Accepts(value))
        {
            problems.Error(value, $"\"{key}\" must be {What}{Suggestion.For(value.Text, Words)}");
            return false;
        }

        var isGood = Inner?.Check(value, problems) ?? true;
        if (Element is { } element)
        {
            foreach (var item in value.Items)
            {
                isGood &= element.Check(key, item, problems);
            }
        }

        return isGood;
    }
}
