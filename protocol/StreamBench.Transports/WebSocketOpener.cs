using System.Collections.Immutable;
using System.Net.WebSockets;
using StreamBench.Transports.Http;

namespace StreamBench.Transports;

/// <summary>Opens WebSockets; a refusal is an end, no exception.</summary>
internal sealed class WebSocketOpener(HttpMessageInvoker http, TransportOptions options, TimeProvider time)
{
    /// <summary>The open socket, or why there is none.</summary>
    internal async Task<(ClientWebSocket? Socket, StreamEnd? Refusal)> OpenAsync(
        Uri address,
        ImmutableDictionary<string, string> headers,
        CancellationToken cancellation
    )
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        // Silence is judged by messages; our own pings keep middle boxes from forgetting the connection.
        socket.Options.KeepAliveInterval = options.IdleTimeout / 2;
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        if (await ConnectAsync(socket, address, cancellation) is not { } refusal)
        {
            return (socket, null);
        }

        socket.Dispose();
        return (null, refusal);
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
