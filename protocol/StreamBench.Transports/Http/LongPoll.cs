using StreamBench.Protocol.Wire;
using StreamBench.Transports.Framing;

namespace StreamBench.Transports.Http;

/// <summary>A poll in the native dialect.</summary>
internal sealed class LongPoll(Uri server, HttpOpener opener, TransportOptions options, TimeProvider time) : IPoll
{
    private const string MediaType = "application/json";

    /// <summary>How long the server may hold a poll: half the idle time-out, so that its 204 comes before this side gives up; at most 30 s.</summary>
    private TimeSpan Wait => TimeSpan.FromTicks(Math.Min(options.IdleTimeout.Ticks / 2, TimeSpan.TicksPerSecond * 30));

    public int MaxEventBytes => options.MaxEventBytes;

    public async Task<(ReadOnlyMemory<byte> Body, StreamEnd? End)> AskAsync(
        StreamRequest request,
        CancellationToken cancellation
    )
    {
        var target = ConversationUris.Events(server, request, withCursor: true, Wait);
        var (response, failure) = await opener.SendAsync(
            address => Ask(address, request),
            target,
            options.IdleTimeout,
            cancellation
        );
        if (response is null)
        {
            return (default, failure);
        }

        using (response)
        {
            return HttpRefusal.Of(response, MediaType, time) switch
            {
                null => await BodyReader.ReadAsync(
                    response,
                    options.MaxBatchBytes,
                    options.IdleTimeout,
                    time,
                    cancellation
                ),
                { Kind: StreamEndKind.Finished } => default,
                var refusal => (default, refusal),
            };
        }
    }

    public List<Frame>? Read(ReadOnlyMemory<byte> body) => BatchReader.Read(body);

    private static HttpRequestMessage Ask(Uri address, StreamRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Add("Accept", MediaType);
        message.AddAsIs(request.Headers);
        return message;
    }
}
