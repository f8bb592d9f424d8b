using System.Buffers;

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
                null => await ReadAsync(response, cancellation),
                { Kind: StreamEndKind.Finished } => default,
                var refusal => (default, refusal),
            };
        }
    }

    private async Task<(ReadOnlyMemory<byte> Body, StreamEnd? End)> ReadAsync(
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        using var idle = new IdleClock(options.IdleTimeout, time);
        var batch = new ArrayBufferWriter<byte>();
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancellation);
            while (true)
            {
                using var watch = idle.Start(cancellation);
                var count = await body.ReadAsync(batch.GetMemory(4096), idle.Token);
                if (count == 0)
                {
                    return (batch.WrittenMemory, null);
                }

                batch.Advance(count);
                if (batch.WrittenCount > options.MaxBatchBytes)
                {
                    return (
                        default,
                        new(
                            StreamEndKind.TooLarge,
                            StreamSide.Server,
                            $"event_too_large: a batch outgrew {options.MaxBatchBytes} bytes"
                        )
                    );
                }
            }
        }
        catch (Exception broken) when (HttpFailure.IsOfTheConnection(broken))
        {
            return (default, HttpFailure.Classify(broken));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (default, idle.Expired());
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
