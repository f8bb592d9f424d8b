using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>The JSON schema of rule files, for editors. Made by asking the readers of files which fields they take.</summary>
/// <remarks>JSON Schema draft 2020-12. It cannot say which fields exclude each other; <see cref="RuleFile"/> does.</remarks>
public static class FaultRuleSchema
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the schema.</summary>
    public static string Json()
    {
        var file = FieldReader.ToAsk();
        RuleFile.Read(file, new RuleFileErrors(""));
        var schema = file.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "StreamBench fault rules");
        schema["required"] = new JsonArray(RuleFile.Head);
        schema["properties"]![RuleFile.Head] = new JsonObject { ["const"] = 1 };
        schema["properties"]!["rules"] = new JsonObject
        {
            ["type"] = "array",
            ["maxItems"] = FaultRules.MaxRules,
            ["items"] = new JsonObject { ["anyOf"] = new JsonArray([.. Words.Select(Reference)]) },
        };
        schema["$defs"] = new JsonObject(
            Words.Select(word => KeyValuePair.Create<string, JsonNode?>(word, Rule(word))).Append(new("at", Place()))
        );
        return schema.ToJsonString(Readable);
    }

    private static IEnumerable<string> Words => RuleReaders.All.Keys.Order(StringComparer.Ordinal);

    private static JsonObject Rule(string word)
    {
        var fields = FieldReader.ToAsk();
        fields.Word("do", word);
        fields.Text("name");
        RuleReaders.All[word](fields);
        var rule = fields.Schema();
        rule["properties"]!["at"] = Reference("at");
        rule["required"] = new JsonArray("do");
        return rule;
    }

    private static JsonObject Place()
    {
        var fields = FieldReader.ToAsk();
        RuleReaders.Place(fields);
        return fields.Schema();
    }

    private static JsonNode Reference(string definition) => new JsonObject { ["$ref"] = $"#/$defs/{definition}" };
}
