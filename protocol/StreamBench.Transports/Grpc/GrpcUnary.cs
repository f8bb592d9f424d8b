using System.Collections.Immutable;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Grpc;

/// <summary>Calls with one message and one answer.</summary>
internal sealed class GrpcUnary(HttpMessageInvoker http, TransportOptions options, TimeProvider time)
{
    private readonly HttpOpener opener = new(http, time);

    /// <summary>The answer's body, its prefix included, or why there is none.</summary>
    internal async Task<(ReadOnlyMemory<byte> Body, StreamEnd? Failure)> CallAsync(
        Uri method,
        ReadOnlyMemory<byte> message,
        ImmutableDictionary<string, string> headers,
        CancellationToken cancellation
    )
    {
        var (response, failure) = await opener.SendAsync(
            address => GrpcCall.Make(address, message.Span, headers),
            method,
            options.ConnectTimeout,
            cancellation
        );
        if (response is null)
        {
            return (default, failure);
        }

        using (response)
        {
            if (GrpcEnd.OfHead(response, time) is { Kind: not StreamEndKind.Completed } refusal)
            {
                return (default, refusal);
            }

            var (body, broken) = await BodyReader.ReadAsync(
                response,
                options.MaxBatchBytes,
                options.IdleTimeout,
                time,
                cancellation
            );
            var end = broken ?? GrpcEnd.OfTrailers(response);
            return end.Kind == StreamEndKind.Completed ? (body, null) : (default, end);
        }
    }
}
