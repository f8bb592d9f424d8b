using System.Net.Http.Headers;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Framing;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Dialects;

/// <summary>Carries a stream of any dialect over HTTP, as its address says.</summary>
/// <param name="server">The server's root.</param>
/// <param name="address">What to ask for.</param>
/// <param name="outbox">What the client has to say.</param>
/// <param name="http">The HTTP stack.</param>
/// <param name="options">Its bounds.</param>
/// <param name="time">Its clock.</param>
internal sealed class DialectTransport(
    Uri server,
    IStreamAddress address,
    Outbox outbox,
    HttpMessageInvoker http,
    TransportOptions options,
    TimeProvider time
) : IStreamTransport
{
    private const string MediaType = "text/event-stream";
    private readonly HttpStreamOpener opener = new(http, options, time);

    public string Name => address.Transport;

    public async ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var message = address.AnswersMessages ? await outbox.MessageAsync(cancellation) : null;
        var ask = address.Ask(new StreamAsk(request.Conversation, request.Cursor, message));
        return await opener.OpenAsync(
            DialectUris.At(server, ask),
            MediaType,
            uri => Make(uri, ask, request),
            new EventStreamParser(options.MaxEventBytes),
            cancellation
        );
    }

    private static HttpRequestMessage Make(Uri uri, WireRequest ask, StreamRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(ask.Method), uri);
        message.Headers.Add("Accept", MediaType);
        message.Headers.Add("Cache-Control", "no-cache");
        if (!ask.Body.IsEmpty)
        {
            message.Content = new ReadOnlyMemoryContent(ask.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        message.AddAsIs(ask.Headers);
        message.AddAsIs(request.Headers);
        return message;
    }
}
