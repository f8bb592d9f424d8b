namespace StreamBench.Transports.Http;

/// <summary>One poll: a request and its whole answer.</summary>
internal sealed class LongPoll(Uri server, HttpOpener opener, TransportOptions options, TimeProvider time)
{
    private const string MediaType = "application/json";

    /// <summary>How long the server may hold a poll: half the idle time-out, so that its 204 comes before this side gives up.</summary>
    private TimeSpan Wait => options.IdleTimeout / 2;

    internal int MaxEventBytes => options.MaxEventBytes;

    /// <summary>The answer's body (empty for 204), or why there is none.</summary>
    internal async Task<(ReadOnlyMemory<byte> Body, StreamEnd? End)> AskAsync(
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

    private static HttpRequestMessage Ask(Uri address, StreamRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.Add("Accept", MediaType);
        message.AddAsIs(request.Headers);
        return message;
    }
}
