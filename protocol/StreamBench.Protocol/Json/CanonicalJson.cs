using System.Buffers;
using System.Text.Json;

namespace StreamBench.Protocol.Json;

/// <summary>Canonical JSON: one text for one value, so that values can be compared and hashed as bytes.</summary>
/// <remarks>
/// Source: RFC 8785 (JCS). Keys by UTF-16 code units, numbers as ECMAScript prints them, no blanks, only the escapes that
/// JSON demands. What cannot be canonical is refused: half a surrogate pair, a key that stands twice, a number beyond a
/// double.
/// </remarks>
public static class CanonicalJson
{
    /// <summary>Writes <paramref name="value"/> in canonical form.</summary>
    /// <exception cref="FormatException">The value has no canonical form; the message says why.</exception>
    public static void Write(IBufferWriter<byte> output, JsonElement value)
    {
        if (Refusal(value) is { } refusal)
        {
            throw new FormatException(refusal);
        }

        WriteValue(output, value);
    }

    /// <summary>Writes one string, with its quotes.</summary>
    /// <exception cref="FormatException">It holds half a surrogate pair.</exception>
    public static void WriteString(IBufferWriter<byte> output, ReadOnlySpan<char> text) =>
        CanonicalText.WriteString(output, text);

    /// <summary>The canonical form of <paramref name="value"/>, in UTF-8.</summary>
    /// <exception cref="FormatException">The value has no canonical form; the message says why.</exception>
    public static byte[] ToBytes(JsonElement value)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, value);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Why <paramref name="value"/> has no canonical form, or null when it has one.</summary>
    public static string? Refusal(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return double.IsFinite(value.GetDouble()) ? null : $"{value.GetRawText()} is beyond a double";
            case JsonValueKind.String:
                return StringRefusal(value.GetRawText());
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                {
                    if (Refusal(element) is { } refusal)
                    {
                        return refusal;
                    }
                }

                return null;
            case JsonValueKind.Object:
                return ObjectRefusal(value);
            case JsonValueKind.Undefined:
                return "there is no value";
            default:
                return null;
        }
    }

    /// <summary>True when both values have the same canonical form; values without one are equal when their texts are.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        if (Refusal(left) is not null || Refusal(right) is not null)
        {
            return left.ValueKind == JsonValueKind.Undefined || left.GetRawText() == right.GetRawText();
        }

        return ToBytes(left).AsSpan().SequenceEqual(ToBytes(right));
    }

    internal static void WriteValue(IBufferWriter<byte> output, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(output, value);
                break;
            case JsonValueKind.Array:
                WriteArray(output, value);
                break;
            case JsonValueKind.String:
                CanonicalText.WriteString(output, value.GetString()!);
                break;
            case JsonValueKind.Number:
                EcmaNumber.Write(output, value.GetDouble());
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            default:
                output.Write("null"u8);
                break;
        }
    }

    private static void WriteArray(IBufferWriter<byte> output, JsonElement array)
    {
        output.Write("["u8);
        var first = true;
        foreach (var element in array.EnumerateArray())
        {
            if (!first)
            {
                output.Write(","u8);
            }

            first = false;
            WriteValue(output, element);
        }

        output.Write("]"u8);
    }

    private static void WriteObject(IBufferWriter<byte> output, JsonElement value)
    {
        var members = value.EnumerateObject().Select(m => (m.Name, m.Value)).ToArray();
        Array.Sort(members, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            CanonicalText.WriteString(output, members[i].Name);
            output.Write(":"u8);
            WriteValue(output, members[i].Value);
        }

        output.Write("}"u8);
    }

    private static string? ObjectRefusal(JsonElement value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            // JsonProperty.Name throws on half a pair, so the name is looked at through its own raw text.
            if (StringRefusal(RawName(member)) is { } name)
            {
                return name;
            }

            if (!names.Add(member.Name))
            {
                return $"the key \"{member.Name}\" stands twice";
            }

            if (Refusal(member.Value) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static string RawName(JsonProperty member)
    {
        // JsonProperty.ToString gives `"name":value` as it stands in the text.
        var text = member.ToString();
        var end = 1;
        while (text[end] != '"')
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        return text[..(end + 1)];
    }

    private static string? StringRefusal(string raw)
    {
        if (!raw.Contains("\\u", StringComparison.Ordinal))
        {
            return null;
        }

        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(raw));
        reader.Read();
        return WireText.IsWellFormed(WireText.Read(ref reader))
            ? null
            : $"half a surrogate pair in {raw[..Math.Min(raw.Length, 40)]}";
    }
}
