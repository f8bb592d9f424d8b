using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>Collects what a payload carried beyond its shape, so that nothing of the event is lost. The slow path: rare by nature.</summary>
internal static class UnknownMembers
{
    internal static JsonElement Of(ReadOnlySpan<byte> json, PayloadShape shape)
    {
        var reader = new Utf8JsonReader(json, JsonLimits.Reader);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireText.Writer))
        {
            writer.WriteStartObject();
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = WireText.Read(ref reader);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (shape.Knows(PayloadNames.Recognise(name)))
                {
                    continue;
                }

                if (!WireText.IsWellFormed(name))
                {
                    throw new FormatException("a member's name holds half a surrogate pair");
                }

                var value = json[start..(int)reader.BytesConsumed];
                if (!Utf8.IsValid(value))
                {
                    // The reader skips strings unread; kept, such bytes would throw when the event is fingerprinted or shown.
                    throw new FormatException($"\"{name}\" holds bytes that are no UTF-8");
                }

                writer.WritePropertyName(name);
                writer.WriteRawValue(value, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
    }
}
