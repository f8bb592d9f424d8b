using System.Text;

namespace StreamBench.Transports.Http;

/// <summary>Makes the HTTP stack that the transports expect.</summary>
public static class TransportHttp
{
    /// <summary>
    /// A stack without redirects, cookies or proxies of its own, that sends header values as UTF-8 (a cursor may be any text)
    /// and drops an unfinished response at once instead of reading it to its end. The caller disposes it.
    /// </summary>
    public static HttpMessageInvoker Create() => new(CreateHandler());

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
