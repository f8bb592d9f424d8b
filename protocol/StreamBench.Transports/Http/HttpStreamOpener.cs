using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Http;

/// <summary>Opens a response body as a stream of frames, or as the reason why it is none.</summary>
internal sealed class HttpStreamOpener(HttpMessageInvoker http, TransportOptions options, TimeProvider time)
{
    private readonly HttpOpener opener = new(http, time);

    internal async ValueTask<IStreamConnection> OpenAsync(
        Uri target,
        string mediaType,
        Func<Uri, HttpRequestMessage> make,
        IFraming framing,
        CancellationToken cancellation
    )
    {
        var (response, failure) = await opener.SendAsync(make, target, options.ConnectTimeout, cancellation);
        if (response is null)
        {
            return new EndedConnection(failure!);
        }

        if (HttpRefusal.Of(response, mediaType, time) is { } refusal)
        {
            response.Dispose();
            return new EndedConnection(refusal);
        }

        var body = await response.Content.ReadAsStreamAsync(cancellation);
        return new ByteStreamConnection(response, body, framing, new IdleClock(options.IdleTimeout, time));
    }
}
