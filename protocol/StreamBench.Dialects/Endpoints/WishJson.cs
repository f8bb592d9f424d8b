using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StreamBench.Dialects.Endpoints;

/// <summary>JSON objects that clients send, read and written with the same care in every dialect.</summary>
internal static class WishJson
{
    /// <summary>Deepest nesting of a client's message.</summary>
    internal const int MaxDepth = 64;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One object; null when the bytes are none.</summary>
    internal static JsonElement? Read(ReadOnlySpan<byte> message)
    {
        try
        {
            var value = JsonElement.Parse(message, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return value.ValueKind == JsonValueKind.Object ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member that is a text, or null.</summary>
    internal static string? Text(JsonElement one, string member)
    {
        try
        {
            return one.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair: no text that could be echoed.
        }
    }

    /// <summary>A member that is a whole number from 0, or null.</summary>
    internal static long? Number(JsonElement one, string member) =>
        one.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
        && number >= 0
            ? number
            : null;

    /// <summary>Writes one object.</summary>
    internal static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var output = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return output.WrittenMemory;
    }

    /// <summary>Writes a member unless it is null.</summary>
    internal static void Optional(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
