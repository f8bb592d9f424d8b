using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StreamBench.Protocol.Json;

/// <summary>
/// JSON strings that may hold half a surrogate pair. A delta may split an emoji, so such halves are legal on the wire
/// (as <c>\udXXX</c> escapes), but System.Text.Json throws on reading them and writes U+FFFD for them.
/// </summary>
internal static class WireText
{
    internal static readonly JsonWriterOptions Writer = new() { Encoder = WireEncoder.Instance, SkipValidation = true };

    /// <summary>The string at the reader's position, halves of surrogate pairs included.</summary>
    internal static string Read(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.GetString()!;
        }

        var raw = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        return raw.IndexOf("\\ud"u8) < 0 && raw.IndexOf("\\uD"u8) < 0 ? reader.GetString()! : Unescape(raw);
    }

    /// <summary>Writes a member whose value may hold halves of surrogate pairs.</summary>
    internal static void Write(Utf8JsonWriter writer, string name, string value)
    {
        writer.WritePropertyName(name);
        WriteValue(writer, value);
    }

    internal static void WriteValue(Utf8JsonWriter writer, string value)
    {
        if (IsWellFormed(value))
        {
            writer.WriteStringValue(value);
            return;
        }

        var json = new StringBuilder(value.Length + 16).Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                json.Append(value[i]).Append(value[++i]);
            }
            else if (char.IsSurrogate(value[i]))
            {
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)value[i]:x4}");
            }
            else
            {
                json.Append(WireEncoder.Instance.Encode(value.AsSpan(i, 1).ToString()));
            }
        }

        writer.WriteRawValue(json.Append('"').ToString(), skipInputValidation: true);
    }

    /// <summary>True when every surrogate has its partner.</summary>
    internal static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        var at = text.IndexOfAnyInRange('\ud800', '\udfff');
        while (at >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return false;
            }

            text = text[(at + 2)..];
            at = text.IndexOfAnyInRange('\ud800', '\udfff');
        }

        return true;
    }

    // The reader has already checked the grammar: every escape is whole.
    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        var text = new StringBuilder(raw.Length);
        while (raw.IndexOf((byte)'\\') is var at and >= 0)
        {
            text.Append(Encoding.UTF8.GetString(raw[..at]));
            var escaped = raw[at + 1];
            if (escaped == 'u')
            {
                text.Append(
                    (char)ushort.Parse(raw.Slice(at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                );
                raw = raw[(at + 6)..];
                continue;
            }

            text.Append(
                escaped switch
                {
                    (byte)'b' => '\b',
                    (byte)'f' => '\f',
                    (byte)'n' => '\n',
                    (byte)'r' => '\r',
                    (byte)'t' => '\t',
                    _ => (char)escaped,
                }
            );
            raw = raw[(at + 2)..];
        }

        return text.Append(Encoding.UTF8.GetString(raw)).ToString();
    }
}
