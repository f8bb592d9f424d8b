using System.Text;
using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>Values inside a JSON text that was checked before.</summary>
internal static class JsonSlice
{
    /// <summary>The member's slice, or nothing when there is none.</summary>
    internal static ReadOnlySpan<byte> Member(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        if (json.IsEmpty || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return default;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (found)
            {
                return json[start..(int)reader.BytesConsumed];
            }
        }

        return default;
    }

    /// <summary>The string, halves of surrogate pairs included; null when it is something else.</summary>
    internal static string? Text(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        return !json.IsEmpty && reader.Read() && reader.TokenType == JsonTokenType.String
            ? WireText.Read(ref reader)
            : null;
    }

    /// <summary>The member's string, or null.</summary>
    internal static string? Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => Text(Member(json, name));

    /// <summary>The value, or undefined when there is none.</summary>
    /// <exception cref="FormatException">It has no canonical form.</exception>
    internal static JsonElement Value(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            return default;
        }

        var value = JsonElement.Parse(json, JsonLimits.Document);
        return CanonicalJson.Refusal(value) is { } refusal ? throw new FormatException(refusal) : value;
    }

    /// <summary>The member's value, or undefined.</summary>
    /// <exception cref="FormatException">It has no canonical form.</exception>
    internal static JsonElement Value(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => Value(Member(json, name));

    /// <summary>The member's string.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal static string Need(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) =>
        Text(json, name) ?? throw new FormatException($"\"data\" needs the string \"{Encoding.UTF8.GetString(name)}\"");
}
