using System.Text.Json;
using StreamBench.Protocol.Json;

namespace StreamBench.Transports.Http;

/// <summary>Reads a small JSON answer that may be missing or no JSON at all.</summary>
internal static class ReplyJson
{
    // A state nests deeper than an event by the envelope around it.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonLimits.MaxDepth + 8 };

    /// <summary>The value, or undefined.</summary>
    internal static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return default;
        }

        try
        {
            return JsonElement.Parse(body.Span, Options);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
