using Google.Protobuf;
using StreamBench.Transports.Framing;
using StreamBench.Transports.Grpc;
using StreamBench.Transports.Http;
using StreamBench.V1;

namespace StreamBench.Transports;

/// <summary>gRPC server streaming: <c>streambench.v1.Chat/Subscribe</c> over HTTP/2 with prior knowledge.</summary>
/// <remarks>
/// Source: gRPC over HTTP/2. Every stream has a TCP connection of its own: after an idle time-out the next request must not
/// wait on the connection that fell silent.
/// </remarks>
public sealed class GrpcTransport(Uri server, TransportOptions options, TimeProvider time) : IStreamTransport
{
    /// <inheritdoc/>
    public string Name => "grpc";

    /// <inheritdoc/>
    public async ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var http = TransportHttp.Create();
        var ask = new SubscribeRequest { Conversation = request.Conversation, Cursor = request.Cursor ?? "" };
        var opener = new HttpOpener(http, time);
        HttpOpening opening;
        try
        {
            opening = await opener.SendAsync(
                address => GrpcCall.Make(address, ask.ToByteArray(), request.Headers),
                GrpcCall.Method(server, "Subscribe"),
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
        var stream = new ByteStreamConnection(
            response,
            body,
            new GrpcFraming(options.MaxEventBytes),
            new IdleClock(options.IdleTimeout, time),
            GrpcEnd.OfTrailers
        );
        return new OwningConnection(stream, http);
    }
}
