using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Wire;

namespace StreamBench.Protocol.Equality;

/// <summary>What makes two events the same event: SHA-256 of the canonical JSON without <c>at</c> (rule 5).</summary>
internal static class Fingerprint
{
    internal static byte[] Of(StreamEvent happening)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, WireText.Writer))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, happening.Type);
            PayloadWriter.WriteEvent(writer, happening, withTime: false);
            writer.WriteEndObject();
        }

        var element = JsonElement.Parse(
            json.WrittenSpan,
            new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth + 1 }
        );

        // A delta that splits an emoji has no canonical form; our own writer's form is the same for the same event.
        return SHA256.HashData(
            CanonicalJson.Refusal(element) is null ? CanonicalJson.ToBytes(element) : json.WrittenSpan
        );
    }
}
