using System.Text.Encodings.Web;
using System.Text.Json;
using StreamBench.Load.Plans.Files;

namespace StreamBench.Load.Plans;

/// <summary>The JSON schema of load plans, for editors. Made from the table of keys that the loader reads by.</summary>
/// <remarks>JSON Schema draft 2020-12. That files exist and thresholds name metrics is for the loader to say.</remarks>
public static class PlanSchema
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
        writer.WriteString("title", "StreamBench load plan");
        writer.WriteString("$ref", "#/$defs/plan");
        writer.WriteStartObject("$defs");
        foreach (var shape in PlanShapes.All)
        {
            Write(writer, shape);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ObjectShape shape)
    {
        writer.WriteStartObject(shape.Name);
        writer.WriteString("type", "object");
        if (shape.IsChoice)
        {
            writer.WriteNumber("minProperties", 1);
            writer.WriteNumber("maxProperties", 1);
        }

        writer.WriteStartObject("properties");
        foreach (var key in shape.Keys)
        {
            Write(writer, key);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("required");
        foreach (var key in shape.Keys.Where(key => key.IsRequired))
        {
            writer.WriteStringValue(key.Name);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("additionalProperties", value: false);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, KeyShape key)
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
