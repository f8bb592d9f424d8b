using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>How the value of a field is written: in words, and as a JSON schema.</summary>
/// <param name="Words">For messages and descriptions.</param>
/// <param name="Schema">Makes the schema of the value.</param>
internal sealed record FieldForm(string Words, Func<JsonObject> Schema)
{
    public static readonly FieldForm WholeNumber = new(
        "a whole number",
        () => new JsonObject { ["type"] = "integer", ["minimum"] = 0 }
    );

    public static readonly FieldForm Text = new(
        "a text",
        () => new JsonObject { ["type"] = new JsonArray("string", "number", "boolean"), ["minLength"] = 1 }
    );

    public static readonly FieldForm Flag = new("true or false", () => new JsonObject { ["type"] = "boolean" });

    public static readonly FieldForm List = new("a list", () => new JsonObject { ["type"] = "array" });

    /// <summary>Text of a pattern; also a bare number where the pattern takes one.</summary>
    public static FieldForm Pattern(string words, string pattern) =>
        new(
            words,
            () =>
            {
                var text = new JsonObject { ["type"] = "string", ["pattern"] = pattern };
                return Regex.IsMatch("1", pattern, RegexOptions.None, TimeSpan.FromSeconds(1))
                    ? new JsonObject
                    {
                        ["anyOf"] = new JsonArray(text, new JsonObject { ["type"] = "number", ["minimum"] = 0 }),
                    }
                    : text;
            }
        );

    public static FieldForm OneOf(ImmutableArray<string> words) =>
        new(
            string.Join(", ", words),
            () => new JsonObject { ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) }
        );

    /// <summary>A mapping, whose fields are known once they were asked for.</summary>
    public static FieldForm Mapping(FieldReader fields) => new("a mapping", fields.Schema);
}
