using StreamBench.Transports.Framing;
using StreamBench.Transports.Http;

namespace StreamBench.Transports;

/// <summary>HTTP streaming: <c>GET …/events?cursor=</c> with <c>Accept: application/x-ndjson</c>, one JSON object a line.</summary>
/// <remarks>Source: StreamBench protocol §6.</remarks>
public sealed class NdjsonTransport(Uri server, HttpMessageInvoker http, TransportOptions options, TimeProvider time)
    : IStreamTransport
{
    private const string MediaType = "application/x-ndjson";
    private readonly HttpStreamOpener opener = new(http, options, time);

    /// <inheritdoc/>
    public string Name => "ndjson";

    /// <inheritdoc/>
    public ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation) =>
        opener.OpenAsync(
            ConversationUris.Events(server, request, withCursor: true),
            MediaType,
            address =>
            {
                var message = new HttpRequestMessage(HttpMethod.Get, address);
                message.Headers.Add("Accept", MediaType);
                message.AddAsIs(request.Headers);
                return message;
            },
            new JsonLinesFraming(options.MaxEventBytes),
            cancellation
        );
}
