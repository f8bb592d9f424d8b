using StreamBench.Transports.Http;

namespace StreamBench.Transports;

/// <summary>
/// Long-polling: <c>GET …/events?cursor=&amp;wait=</c> with <c>Accept: application/json</c>, answered by a batch of events or by 204.
/// One connection is a series of polls, until one of them fails.
/// </summary>
/// <remarks>Source: StreamBench protocol §6. Each poll asks from what its reader acknowledged, not from what was received.</remarks>
public sealed class LongPollTransport(Uri server, HttpMessageInvoker http, TransportOptions options, TimeProvider time)
    : IStreamTransport
{
    /// <inheritdoc/>
    public string Name => "lp";

    /// <inheritdoc/>
    public async ValueTask<IStreamConnection> OpenAsync(StreamRequest request, CancellationToken cancellation)
    {
        var poll = new LongPoll(server, new HttpOpener(http, time), options, time);
        var connection = new LongPollConnection(poll, request, time);
        await connection.PollAsync(cancellation);
        return connection;
    }
}
