using System.Text;

namespace StreamBench.Transports.Http;

/// <summary>Makes the HTTP stack that the transports expect.</summary>
public static class TransportHttp
{
    /// <summary>
    /// A stack without redirects, cookies or proxies of its own, that sends header values as UTF-8 (a cursor may be any text)
    /// and drops an unfinished response at once instead of reading it to its end. The caller disposes it.
    /// </summary>
    /// <param name="wrap">Puts something between the transports and the network, for looking on or for changing bytes; null for nothing.</param>
    public static HttpMessageInvoker Create(Func<HttpMessageHandler, HttpMessageHandler>? wrap = null) =>
        new(wrap is null ? CreateHandler() : wrap(CreateHandler()));

    internal static SocketsHttpHandler CreateHandler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxConnectionsPerServer = int.MaxValue,
            EnableMultipleHttp2Connections = true,
            MaxResponseDrainSize = 0,
            ResponseDrainTimeout = TimeSpan.Zero,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        };
}
