using StreamBench.Protocol.Wire;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Dialects;

/// <summary>Carries a stream of any dialect by polls that wait; the server knows the client by its id.</summary>
internal sealed class DialectPollTransport(
    Uri server,
    IStreamAddress address,
    Outbox outbox,
    HttpMessageInvoker http,
    TransportOptions options,
    TimeProvider time
) : IStreamTransport
{
    public string Name => address.Transport;

    public async ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var poll = new DialectPoll(server, address, outbox.ClientId, new HttpOpener(http, time), options, time);
        var connection = new LongPollConnection(poll, request, time);
        await connection.PollAsync(cancellation);
        return connection;
    }
}
