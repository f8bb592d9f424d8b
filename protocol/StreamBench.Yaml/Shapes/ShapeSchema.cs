using System.Text.Encodings.Web;
using System.Text.Json;

namespace StreamBench.Yaml.Shapes;

/// <summary>Writes shapes as a JSON schema, draft 2020-12, so that editors know what the loader knows.</summary>
public static class ShapeSchema
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a schema in UTF-8; the stream stays open.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="title">What it is a schema of.</param>
    /// <param name="shapes">The mappings to define; the first is the whole file.</param>
    /// <param name="more">Writes definitions that are no shapes.</param>
    public static void Write(
        Stream output,
        string title,
        IReadOnlyList<ObjectShape> shapes,
        Action<Utf8JsonWriter>? more = null
    )
    {
        using var writer = new Utf8JsonWriter(output, Options);
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("title", title);
        writer.WriteString("$ref", $"#/$defs/{shapes[0].Name}");
        writer.WriteStartObject("$defs");
        foreach (var shape in shapes)
        {
            writer.WritePropertyName(shape.Name);
            Write(writer, shape);
        }

        more?.Invoke(writer);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes the schema of one mapping.</summary>
    public static void Write(Utf8JsonWriter writer, ObjectShape shape, string? description = null)
    {
        writer.WriteStartObject();
        if (description is not null)
        {
            writer.WriteString("description", description);
        }

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
