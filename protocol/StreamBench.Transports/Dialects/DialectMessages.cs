using System.Collections.Immutable;
using System.Net.Http.Headers;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Dialects;

/// <summary>A dialect's request as the HTTP stack wants it.</summary>
internal static class DialectMessages
{
    internal static HttpRequestMessage Make(
        Uri uri,
        WireRequest ask,
        ImmutableDictionary<string, string> headers,
        string bodyType
    )
    {
        var message = new HttpRequestMessage(new HttpMethod(ask.Method), uri);
        if (!ask.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(ask.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(bodyType);
        }

        message.AddAsIs(ask.Headers);
        message.AddAsIs(headers);
        return message;
    }
}
