using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamBench.FakeAgent.Scripts.Loading;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>The JSON schema of script files, for editors. Made from the table of words that the loader reads by.</summary>
/// <remarks>JSON Schema draft 2020-12. It cannot say that a step's word comes first, nor that ids and agents exist; the loader does.</remarks>
public static class ScriptSchema
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the schema in UTF-8; the stream stays open.</summary>
    public static void Write(Stream output)
    {
        using var writer = new Utf8JsonWriter(output, Options);
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", "StreamBench script");
        writer.WriteString("$ref", "#/$defs/script");
        writer.WriteStartObject("$defs");
        foreach (var shape in ScriptShapes.All)
        {
            writer.WritePropertyName(shape.Name);
            WriteObject(writer, shape.Keys, description: null);
        }

        WriteStep(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter writer)
    {
        var kinds = StepKinds.All.Values.OrderBy(kind => kind.Word, StringComparer.Ordinal).ToArray();
        writer.WriteStartObject("step");
        writer.WriteStartArray("anyOf");
        foreach (var kind in kinds)
        {
            WriteObject(writer, kind.Shape.Keys, kind.Meaning);
        }

        WriteStepOfAgent(writer, kinds);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // { agent: step } or { agent: [steps] }
    private static void WriteStepOfAgent(Utf8JsonWriter writer, StepKind[] kinds)
    {
        writer.WriteStartObject();
        writer.WriteString("description", "a step, or some, by the agent of that name");
        writer.WriteString("type", "object");
        writer.WriteNumber("minProperties", 1);
        writer.WriteNumber("maxProperties", 1);
        writer.WriteStartObject("propertyNames");
        writer.WriteStartObject("not");
        writer.WriteStartArray("enum");
        foreach (var kind in kinds)
        {
            writer.WriteStringValue(kind.Word);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WritePropertyName("additionalProperties");
        writer.WriteRawValue(
            """{"anyOf":[{"$ref":"#/$defs/step"},{"type":"array","items":{"$ref":"#/$defs/step"}}]}"""
        );
        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, ImmutableArray<KeyShape> keys, string? description)
    {
        writer.WriteStartObject();
        if (description is not null)
        {
            writer.WriteString("description", description);
        }

        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var key in keys)
        {
            WriteKey(writer, key);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var key in keys.Where(key => key.IsRequired))
        {
            writer.WriteStringValue(key.Name);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", value: false);
        writer.WriteEndObject();
    }

    private static void WriteKey(Utf8JsonWriter writer, KeyShape key)
    {
        using var value = JsonDocument.Parse(key.Value.Schema);
        writer.WriteStartObject(key.Name);
        writer.WriteString("description", key.Meaning);
        foreach (var member in value.RootElement.EnumerateObject())
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
