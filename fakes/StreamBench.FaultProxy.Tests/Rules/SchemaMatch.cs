using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>As much of JSON Schema 2020-12 as the schema of rules uses, written for itself; a word it does not know fails.</summary>
internal sealed class SchemaMatch(JsonNode root)
{
    public bool Matches(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Matches(root, stream.Documents[0].RootNode);
    }

    private bool Matches(JsonNode schema, YamlNode value) =>
        schema.AsObject().All(word => MatchesWord(schema, word.Key, word.Value!, value));

    private bool MatchesWord(JsonNode schema, string word, JsonNode rule, YamlNode value) =>
        word switch
        {
            "$schema" or "title" or "description" or "$defs" => true,
            "$ref" => Matches(root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!, value),
            "anyOf" => rule.AsArray().Any(option => Matches(option!, value)),
            "const" => IsNumber(value) && Text(value) == rule.ToJsonString(),
            "enum" => rule.AsArray().Any(option => option!.GetValue<string>() == Text(value)),
            "type" => (rule is JsonArray types ? types.Select(type => type!) : [rule]).Any(type =>
                IsOfType(value, type.GetValue<string>())
            ),
            "pattern" => value is not YamlScalarNode
                || Regex.IsMatch(Text(value)!, rule.GetValue<string>(), RegexOptions.None, World.Watchdog),
            "minLength" => IsNumber(value) || Text(value)!.Length >= rule.GetValue<int>(),
            "minimum" => !IsNumber(value) || double.Parse(Text(value)!) >= rule.GetValue<double>(),
            "maxItems" => value is not YamlSequenceNode list || list.Children.Count <= rule.GetValue<int>(),
            "items" => value is not YamlSequenceNode all || all.All(item => Matches(rule, item)),
            "required" => value is not YamlMappingNode map || rule.AsArray().All(name => Has(map, name!)),
            "properties" => value is not YamlMappingNode fields
                || fields.All(field => rule[Text(field.Key)!] is not { } known || Matches(known, field.Value)),
            "additionalProperties" => value is not YamlMappingNode closed
                || closed.All(field => schema["properties"]!.AsObject().ContainsKey(Text(field.Key)!)),
            _ => throw new InvalidOperationException($"The schema says {word}, which is not known here."),
        };

    private static bool Has(YamlMappingNode map, JsonNode name) =>
        map.Children.ContainsKey(new YamlScalarNode(name.GetValue<string>()));

    private static bool IsOfType(YamlNode value, string type) =>
        type switch
        {
            "object" => value is YamlMappingNode,
            "array" => value is YamlSequenceNode,
            "integer" => IsNumber(value) && long.TryParse(Text(value), out _),
            "number" => IsNumber(value),
            "boolean" => Text(value) is "true" or "false",
            _ => value is YamlScalarNode && !IsNumber(value),
        };

    private static bool IsNumber(YamlNode value) =>
        value is YamlScalarNode { Style: ScalarStyle.Plain, Value: { } text } && double.TryParse(text, out _);

    private static string? Text(YamlNode value) => (value as YamlScalarNode)?.Value;
}
