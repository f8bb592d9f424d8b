using System.Text.Json;
using StreamBench.FakeAgent.Scripts.Loading;
using StreamBench.Yaml.Shapes;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>The JSON schema of script files, for editors. Made from the table of words that the loader reads by.</summary>
/// <remarks>JSON Schema draft 2020-12. It cannot say that a step's word comes first, nor that ids and agents exist; the loader does.</remarks>
public static class ScriptSchema
{
    /// <summary>Writes the schema in UTF-8; the stream stays open.</summary>
    public static void Write(Stream output) =>
        ShapeSchema.Write(output, "StreamBench script", ScriptShapes.All, WriteStep);

    private static void WriteStep(Utf8JsonWriter writer)
    {
        var kinds = StepKinds.All.Values.OrderBy(kind => kind.Word, StringComparer.Ordinal).ToArray();
        writer.WriteStartObject("step");
        writer.WriteStartArray("anyOf");
        foreach (var kind in kinds)
        {
            ShapeSchema.Write(writer, kind.Shape, kind.Meaning);
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
}
