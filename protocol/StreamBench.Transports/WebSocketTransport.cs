using System.Net.WebSockets;
using StreamBench.Transports.Http;

namespace StreamBench.Transports;

/// <summary>WebSocket: <c>GET …/ws?cursor=</c>, one text message a payload. Pings are answered by the framework.</summary>
/// <remarks>Source: RFC 6455; StreamBench protocol §6. Text that is no UTF-8 fails the connection with 1007 (§8.1).</remarks>
public sealed class WebSocketTransport(Uri server, HttpMessageInvoker http, TransportOptions options, TimeProvider time)
    : IStreamTransport
{
    /// <inheritdoc/>
    public string Name => "ws";

    /// <inheritdoc/>
    public async ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        // Silence is judged by messages; our own pings keep middle boxes from forgetting the connection.
        socket.Options.KeepAliveInterval = options.IdleTimeout / 2;
        foreach (var (name, value) in request.Headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        if (await ConnectAsync(socket, ConversationUris.WebSocket(server, request), cancellation) is { } refusal)
        {
            socket.Dispose();
            return new EndedConnection(refusal);
        }

        return new WebSocketConnection(socket, options.MaxEventBytes, new IdleClock(options.IdleTimeout, time), time);
    }

    private async Task<StreamEnd?> ConnectAsync(ClientWebSocket socket, Uri address, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await socket.ConnectAsync(address, http, either.Token);
            return null;
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            return Refused(socket);
        }
        catch (WebSocketException failure)
        {
            return HttpFailure.Classify(failure.InnerException ?? failure);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(
                StreamEndKind.TimedOut,
                StreamSide.Path,
                $"no answer within {options.ConnectTimeout.TotalMilliseconds:0} ms"
            );
        }
    }

    private StreamEnd Refused(ClientWebSocket socket)
    {
        using var head = new HttpResponseMessage(socket.HttpStatusCode);
        if (socket.HttpResponseHeaders?.TryGetValue("Retry-After", out var values) == true)
        {
            head.Headers.TryAddWithoutValidation("Retry-After", values);
        }

        var status = (int)socket.HttpStatusCode;
        return new(StreamEndKind.Refused, StreamSide.Server, $"the upgrade was refused with {status}")
        {
            Status = status,
            RetryAfter = HttpRefusal.RetryAfter(head, time),
        };
    }
}
