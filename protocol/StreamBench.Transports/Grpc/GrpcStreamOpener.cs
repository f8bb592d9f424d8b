using System.Collections.Immutable;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Grpc;

/// <summary>Opens a server-streaming call as a stream of frames, or as the reason why it is none.</summary>
internal sealed class GrpcStreamOpener(TransportOptions options, TimeProvider time)
{
    /// <summary>Calls <paramref name="method"/> with one message, on a TCP connection of its own.</summary>
    internal async ValueTask<IStreamConnection> OpenAsync(
        Uri method,
        ReadOnlyMemory<byte> message,
        ImmutableDictionary<string, string> headers,
        IFraming framing,
        CancellationToken cancellation
    )
    {
        var http = TransportHttp.Create();
        var opener = new HttpOpener(http, time);
        HttpOpening opening;
        try
        {
            opening = await opener.SendAsync(
                address => GrpcCall.Make(address, message.Span, headers),
                method,
                options.ConnectTimeout,
                cancellation
            );
        }
        catch
        {
            http.Dispose();
            throw;
        }

        if ((opening.End ?? GrpcEnd.OfHead(opening.Response!, time)) is { } refusal)
        {
            opening.Response?.Dispose();
            http.Dispose();
            return new EndedConnection(refusal);
        }

        var response = opening.Response!;
        var body = await response.Content.ReadAsStreamAsync(cancellation);
        var idle = new IdleClock(options.IdleTimeout, time);
        var stream = new ByteStreamConnection(response, body, framing, idle, GrpcEnd.OfTrailers);
        return new OwningConnection(stream, http);
    }
}
