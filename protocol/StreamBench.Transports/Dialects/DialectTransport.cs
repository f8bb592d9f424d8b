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
    private readonly HttpStreamOpener opener = new(http, options, time);

    public string Name => address.Transport;

    public async ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var message = address.AnswersMessages ? await outbox.MessageAsync(cancellation) : null;
        var ask = address.Ask(
            new StreamAsk(request.Conversation, request.Cursor, message) { ClientId = outbox.ClientId }
        );
        return await opener.OpenAsync(
            DialectUris.At(server, ask),
            address.ContentType,
            uri =>
            {
                var message = DialectMessages.Make(uri, ask, request.Headers, "application/json");
                message.Headers.Add("Accept", address.ContentType);
                message.Headers.Add("Cache-Control", "no-cache");
                return message;
            },
            address.NewFraming(options.MaxEventBytes) ?? new EventStreamParser(options.MaxEventBytes),
            cancellation
        );
    }
}
