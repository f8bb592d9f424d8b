namespace StreamBench.Transports;

/// <summary>WebSocket: <c>GET …/ws?cursor=</c>, one text message a payload. Pings are answered by the framework.</summary>
/// <remarks>Source: RFC 6455; StreamBench protocol §6. Text that is no UTF-8 fails the connection with 1007 (§8.1).</remarks>
public sealed class WebSocketTransport(Uri server, HttpMessageInvoker http, TransportOptions options, TimeProvider time)
    : IStreamTransport
{
    private readonly WebSocketOpener opener = new(http, options, time);

    /// <inheritdoc/>
    public string Name => "ws";

    /// <inheritdoc/>
    public async ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var address = Http.ConversationUris.WebSocket(server, request);
        var (socket, refusal) = await opener.OpenAsync(address, request.Headers, cancellation);
        return socket is null
            ? new EndedConnection(refusal!)
            : new WebSocketConnection(socket, options.MaxEventBytes, new IdleClock(options.IdleTimeout, time), time);
    }
}
