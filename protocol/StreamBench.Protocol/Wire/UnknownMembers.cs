using System.Buffers;
using System.Text.Json;
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

                writer.WritePropertyName(name);
                writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
    }
}
