using StreamBench.Transports.Framing;
using StreamBench.Transports.Http;

namespace StreamBench.Transports;

/// <summary>Server-sent events: <c>GET …/events</c> with <c>Accept: text/event-stream</c>, resumed by <c>Last-Event-ID</c>.</summary>
/// <remarks>Source: WHATWG HTML, "Server-sent events"; StreamBench protocol §6.</remarks>
public sealed class SseTransport(Uri server, HttpMessageInvoker http, TransportOptions options, TimeProvider time)
    : IStreamTransport
{
    private const string MediaType = "text/event-stream";
    private readonly HttpStreamOpener opener = new(http, options, time);

    /// <inheritdoc/>
    public string Name => "sse";

    /// <inheritdoc/>
    public ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation) =>
        opener.OpenAsync(
            ConversationUris.Events(server, request, withCursor: false),
            MediaType,
            address => Ask(address, request),
            new EventStreamParser(options.MaxEventBytes),
            cancellation
        );

    private static HttpRequestMessage Ask(Uri address, StreamRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Add("Accept", MediaType);
        message.Headers.Add("Cache-Control", "no-cache");
        if (request.Cursor is { Length: > 0 } cursor)
        {
            message.Headers.TryAddWithoutValidation("Last-Event-ID", cursor);
        }

        message.AddAsIs(request.Headers);
        return message;
    }
}
