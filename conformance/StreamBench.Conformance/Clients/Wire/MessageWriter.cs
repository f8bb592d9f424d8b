using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>Writes orders as one line of JSON in UTF-8, without the newline.</summary>
internal static class MessageWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes <paramref name="order"/> with <c>cmd</c> first.</summary>
    internal static byte[] Write<T>(T order)
    {
        var kind = MessageKind.Of<T>();
        var output = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            writer.WriteString(kind.Discriminator, kind.Name);
            foreach (var member in JsonSerializer.SerializeToElement(order, kind.Type).EnumerateObject())
            {
                member.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
