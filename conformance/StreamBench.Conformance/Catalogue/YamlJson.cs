using System.Globalization;
using System.Text.Json.Nodes;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Catalogue;

/// <summary>A YAML value as JSON: plain <c>12</c>, <c>true</c> and <c>null</c> mean what JSON means by them, all else is text.</summary>
internal static class YamlJson
{
    internal static JsonNode? Of(YamlNode node) =>
        node.Kind switch
        {
            YamlKind.Mapping => Object(node),
            YamlKind.List => new JsonArray([.. node.Items.Select(Of)]),
            _ => Scalar(node),
        };

    internal static JsonObject Object(YamlNode node)
    {
        var json = new JsonObject();
        foreach (var (key, value) in node.Members)
        {
            json[key.Text] = Of(value);
        }

        return json;
    }

    /// <summary>A number that can be read as any kind of number.</summary>
    internal static JsonValue Number(long number) =>
        JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture))!.AsValue();

    private static JsonValue? Scalar(YamlNode node) =>
        node.IsNull ? null
        : node is { IsPlain: true, Text: "true" or "false" } ? JsonValue.Create(node.Text == "true")
        : node.IsPlain && long.TryParse(node.Text, CultureInfo.InvariantCulture, out var whole) ? Number(whole)
        : node.IsPlain
        && double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? JsonValue.Create(number)
        : JsonValue.Create(node.Text);
}
