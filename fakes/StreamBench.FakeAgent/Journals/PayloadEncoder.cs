using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Journals;

/// <summary>Payloads to bytes that outlive the call.</summary>
internal static class PayloadEncoder
{
    // The wire's own choice: only what JSON demands is escaped, so that a text costs its UTF-8 length.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    internal static Utf8JsonWriter NewWriter(IBufferWriter<byte> buffer) => new(buffer, WriterOptions);

    /// <summary>Writes <paramref name="payload"/> to the end of <paramref name="buffer"/>.</summary>
    internal static void Write(Utf8JsonWriter writer, ArrayBufferWriter<byte> buffer, Payload payload)
    {
        writer.Reset(buffer);
        PayloadWriter.Write(writer, payload);
        writer.Flush();
    }

    /// <summary>As above with buffers of its own: for control frames and altered events, which are rare.</summary>
    internal static ReadOnlyMemory<byte> Encode(Payload payload)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = NewWriter(buffer);
        Write(writer, buffer, payload);
        return buffer.WrittenMemory;
    }
}
