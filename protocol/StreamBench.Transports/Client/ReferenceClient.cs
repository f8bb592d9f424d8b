using StreamBench.Protocol.Wire;
using StreamBench.Transports.Dialects;
using StreamBench.Transports.Grpc;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Client;

/// <summary>Puts the reference client's parts together.</summary>
public static class ReferenceClient
{
    /// <summary>
    /// The parts for one conversation; replace any of them with <c>with</c> before making the <see cref="ChatClient"/>.
    /// </summary>
    /// <param name="conversation">Id of the conversation.</param>
    /// <param name="transport">Name of the stream's transport: see <see cref="StreamTransports.Names"/>.</param>
    /// <param name="server">Address of that transport (gRPC may have its own).</param>
    /// <param name="http">The HTTP stack (<see cref="TransportHttp.Create"/>); shared by many clients, disposed by the caller.</param>
    /// <param name="decoder">This client's own decoder.</param>
    /// <param name="config">How patient the client is.</param>
    /// <param name="seed">Seed of its jitter.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="requests">Address of the other requests where it differs from <paramref name="server"/> (a proxy in front of the stream).</param>
    public static ChatClientParts Create(
        string conversation,
        string transport,
        Uri server,
        HttpMessageInvoker http,
        IFrameDecoder decoder,
        ClientConfig config,
        int seed,
        TimeProvider time,
        Uri? requests = null
    )
    {
        ArgumentNullException.ThrowIfNull(config);
        var options = config.ToTransportOptions();
        return new ChatClientParts
        {
            Conversation = conversation,
            Transport = StreamTransports.Create(transport, server, http, options, time),
            Decoder = decoder,
            Policy = new ResumePolicy(config, new Random(seed)),
            Requests =
                transport == "grpc"
                    ? new GrpcChatRequests(requests ?? server, http, options, time)
                    : new HttpChatRequests(requests ?? server, http, options, time),
        };
    }

    /// <summary>The parts for one conversation in a dialect of which no more is known than its address and its decoder.</summary>
    /// <param name="conversation">Id of the conversation.</param>
    /// <param name="address">What to ask for.</param>
    /// <param name="server">The server's root.</param>
    /// <param name="http">The HTTP stack (<see cref="TransportHttp.Create"/>); shared by many clients, disposed by the caller.</param>
    /// <param name="decoder">This client's own decoder.</param>
    /// <param name="config">How patient the client is.</param>
    /// <param name="seed">Seed of its jitter.</param>
    /// <param name="time">Its clock.</param>
    public static ChatClientParts Create(
        string conversation,
        IStreamAddress address,
        Uri server,
        HttpMessageInvoker http,
        IFrameDecoder decoder,
        ClientConfig config,
        int seed,
        TimeProvider time
    )
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(config);
        var options = config.ToTransportOptions();
        var outbox = new Outbox();
        return new ChatClientParts
        {
            Conversation = conversation,
            Transport = address.Transport switch
            {
                "ws" => new DialectSocketTransport(server, address, outbox, http, options, time),
                "grpc" => new DialectCallTransport(server, address, outbox, options, time),
                "lp" => new DialectPollTransport(server, address, outbox, http, options, time),
                _ => new DialectTransport(server, address, outbox, http, options, time),
            },
            Decoder = decoder,
            Policy = new ResumePolicy(config, new Random(seed)),
            Requests = new DialectChatRequests(server, address, outbox, http, options, time),
        };
    }
}
