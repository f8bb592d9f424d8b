using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamBench.FakeAgent.Delivery;

namespace StreamBench.FakeAgent.Endpoints;

/// <summary>The bytes that transports put around a payload.</summary>
internal static class Framing
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "0123456789:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.="
    );

    /// <summary>The payload as one JSON object, with its cursor as the last member where it has one.</summary>
    internal static void WriteObject(IBufferWriter<byte> output, in Outgoing item)
    {
        var json = item.Json.Span;
        if (item.Cursor is not { } cursor || json.IsEmpty || json[^1] != (byte)'}')
        {
            output.Write(json);
            return;
        }

        output.Write(json[..^1]);
        output.Write(",\"cursor\":\""u8);
        WriteText(output, cursor.AsSpan().ContainsAnyExcept(Plain) ? Escape(cursor) : cursor);
        output.Write("\"}"u8);
    }

    /// <summary>Writes <paramref name="text"/> in UTF-8.</summary>
    internal static void WriteText(IBufferWriter<byte> output, string text)
    {
        var span = output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        output.Advance(Encoding.UTF8.GetBytes(text, span));
    }

    private static string Escape(string text) =>
        JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
}
