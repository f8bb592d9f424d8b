using StreamBench.Protocol.Wire;
using StreamBench.Transports.Grpc;

namespace StreamBench.Transports.Dialects;

/// <summary>Carries a stream of any dialect as a server-streaming call of gRPC.</summary>
internal sealed class DialectCallTransport(
    Uri server,
    IStreamAddress address,
    Outbox outbox,
    TransportOptions options,
    TimeProvider time
) : IStreamTransport
{
    private readonly GrpcStreamOpener opener = new(options, time);

    public string Name => address.Transport;

    public ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var ask = address.Ask(new StreamAsk(request.Conversation, request.Cursor) { ClientId = outbox.ClientId });
        var framing =
            address.NewFraming(options.MaxEventBytes)
            ?? throw new InvalidOperationException($"{address.GetType().Name} has calls without a framing");
        return opener.OpenAsync(DialectUris.At(server, ask), ask.Body, request.Headers, framing, cancellation);
    }
}
