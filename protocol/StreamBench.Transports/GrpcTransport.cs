using StreamBench.Transports.Dialects;
using StreamBench.Transports.Framing;
using StreamBench.Transports.Grpc;

namespace StreamBench.Transports;

/// <summary>gRPC server streaming: <c>streambench.v1.Chat/Subscribe</c> over HTTP/2 with prior knowledge.</summary>
/// <remarks>
/// Source: gRPC over HTTP/2. Every stream has a TCP connection of its own: after an idle time-out the next request must not
/// wait on the connection that fell silent.
/// </remarks>
public sealed class GrpcTransport(Uri server, TransportOptions options, TimeProvider time) : IStreamTransport
{
    private readonly GrpcStreamOpener opener = new(options, time);

    /// <inheritdoc/>
    public string Name => "grpc";

    /// <inheritdoc/>
    public ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var ask = ChatCalls.Subscribe(request.Conversation, request.Cursor);
        return opener.OpenAsync(
            DialectUris.At(server, ask),
            ask.Body,
            request.Headers,
            new GrpcFraming(options.MaxEventBytes),
            cancellation
        );
    }
}
