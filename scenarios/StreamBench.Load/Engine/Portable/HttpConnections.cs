using System.Net;
using StreamBench.Load.Engine.Timing;

namespace StreamBench.Load.Engine.Portable;

/// <summary>The connections of a portable loop: as many as streams want, nothing added to what the plan says.</summary>
internal static class HttpConnections
{
    /// <summary>When the connection made for a request stood, TLS included.</summary>
    internal static readonly HttpRequestOptionsKey<long[]> ConnectedAt = new("streambench.connected-at");

    /// <summary>For all streams of a loop that can share.</summary>
    internal static HttpMessageInvoker Client(HttpLoopOptions options, EngineClock clock) =>
        new(Handler(options, clock));

    /// <summary>For one stream: what it has open ends with it.</summary>
    internal static HttpMessageInvoker OfOneStream(HttpLoopOptions options, EngineClock clock)
    {
        var handler = Handler(options, clock);
        // A body that is not wanted any more is cut off, not read on.
        handler.MaxResponseDrainSize = 0;
        return new HttpMessageInvoker(handler);
    }

    private static SocketsHttpHandler Handler(HttpLoopOptions options, EngineClock clock)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            MaxConnectionsPerServer = options.Capacity,
            UseCookies = false,
            UseProxy = false,
            PlaintextStreamFilter = (connection, _) =>
            {
                if (connection.InitialRequestMessage.Options.TryGetValue(ConnectedAt, out var at))
                {
                    at[0] = clock.Now;
                }

                return ValueTask.FromResult(connection.PlaintextStream);
            },
        };
        if (options.Tls is { } tls)
        {
            handler.SslOptions = tls;
        }

        return handler;
    }
}
