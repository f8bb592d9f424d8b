using System.Net.WebSockets;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Dialects;

/// <summary>Carries a stream of any dialect on a WebSocket, and lets the client speak on it while it is open.</summary>
internal sealed class DialectSocketTransport(
    Uri server,
    IStreamAddress address,
    Outbox outbox,
    HttpMessageInvoker http,
    TransportOptions options,
    TimeProvider time
) : IStreamTransport
{
    private readonly WebSocketOpener opener = new(http, options, time);

    public string Name => "ws";

    public async ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var target = DialectUris.At(
            server,
            address.Ask(new StreamAsk(request.Conversation, request.Cursor) { ClientId = outbox.ClientId })
        );
        var uri = new UriBuilder(target) { Scheme = target.Scheme is "https" ? "wss" : "ws" }.Uri;
        var (socket, refusal) = await opener.OpenAsync(uri, request.Headers, cancellation);
        if (socket is null)
        {
            return new EndedConnection(refusal!);
        }

        var connection = new WebSocketConnection(
            socket,
            options.MaxEventBytes,
            new IdleClock(options.IdleTimeout, time),
            time
        );
        try
        {
            await outbox.UseAsync(socket, cancellation);
        }
        catch (WebSocketException)
        {
            // It broke under the first word; reading it tells how.
        }

        return connection;
    }
}
