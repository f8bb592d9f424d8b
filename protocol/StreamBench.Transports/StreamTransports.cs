namespace StreamBench.Transports;

/// <summary>The transports by name. To add one, write its class and add its line here.</summary>
public static class StreamTransports
{
    private static readonly Dictionary<
        string,
        Func<Uri, HttpMessageInvoker, TransportOptions, TimeProvider, IStreamTransport>
    > All = new(StringComparer.Ordinal)
    {
        ["sse"] = (server, http, options, time) => new SseTransport(server, http, options, time),
        ["ndjson"] = (server, http, options, time) => new NdjsonTransport(server, http, options, time),
        ["lp"] = (server, http, options, time) => new LongPollTransport(server, http, options, time),
        ["ws"] = (server, http, options, time) => new WebSocketTransport(server, http, options, time),
        ["grpc"] = (server, _, options, time) => new GrpcTransport(server, options, time),
    };

    /// <summary>The names, in the order of the documentation.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>Makes the transport called <paramref name="name"/> towards <paramref name="server"/>.</summary>
    /// <exception cref="ArgumentException">There is no such transport; the message lists those that exist.</exception>
    public static IStreamTransport Create(
        string name,
        Uri server,
        HttpMessageInvoker http,
        TransportOptions options,
        TimeProvider time
    ) =>
        All.TryGetValue(name, out var make)
            ? make(server, http, options, time)
            : throw new ArgumentException(
                $"no transport \"{name}\"; there are {string.Join(", ", Names)}",
                nameof(name)
            );
}
