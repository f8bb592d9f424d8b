using System.Buffers;
using System.Text.Json;

namespace StreamBench.Conformance.Judging;

/// <summary>JSON that a client reports, made such that every check can read it, and nothing that was wrong with it looks right.</summary>
/// <remarks>
/// JSON may hold what no text or object of .NET can: half a surrogate pair, a key twice, nesting without end. Each of them becomes text
/// that says so, which no expected state holds; so the state differs there, and the report names the place.
/// </remarks>
internal static class ReportedJson
{
    /// <summary>Deepest nesting that is kept, in levels: more than an expected state can have, less than what JSON readers refuse.</summary>
    internal const int MaxDepth = 60;

    private const string HalfName = "(a name with half a surrogate pair)";

    /// <summary>A readable copy; undefined for what is undefined.</summary>
    internal static JsonElement Readable(JsonElement reported)
    {
        if (reported.ValueKind == JsonValueKind.Undefined)
        {
            return default;
        }

        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            Write(writer, reported, MaxDepth);
        }

        return JsonElement.Parse(output.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, int levels)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array when levels == 0:
                writer.WriteStringValue($"(nested deeper than {MaxDepth} levels)");
                break;
            case JsonValueKind.Object:
                WriteObject(writer, value, levels);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(writer, element, levels - 1);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text(value));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement value, int levels)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        writer.WriteStartObject();
        foreach (var member in value.EnumerateObject())
        {
            var name = Name(member);
            while (!names.Add(name))
            {
                name += " (again)";
            }

            writer.WritePropertyName(name);
            Write(writer, member.Value, levels - 1);
        }

        writer.WriteEndObject();
    }

    private static string Text(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText()[1..^1]; // half a surrogate pair: its escape, as the client wrote it
        }
    }

    private static string Name(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return HalfName;
        }
    }
}
