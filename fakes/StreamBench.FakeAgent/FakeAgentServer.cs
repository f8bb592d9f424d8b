using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Endpoints;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.FakeAgent;

/// <summary>
/// A chat server that plays scripts: the native wire of protocol §6 on SSE, NDJSON, long-polling, WebSocket and gRPC, with
/// the resume contract kept, or broken on purpose.
/// </summary>
/// <remarks>
/// <code>
/// script → Conversation → Journal → Subscription(position, filters) → IFrameWriter → Kestrel
/// </code>
/// </remarks>
public sealed class FakeAgentServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Agent agent;

    private FakeAgentServer(WebApplication app, Agent agent, Uri http, Uri grpc) =>
        (this.app, this.agent, HttpAddress, GrpcAddress) = (app, agent, http, grpc);

    /// <summary>Base address of everything but gRPC.</summary>
    public Uri HttpAddress { get; }

    /// <summary>Address of gRPC (HTTP/2 without TLS).</summary>
    public Uri GrpcAddress { get; }

    /// <summary>The conversations, also to be made and disturbed in process.</summary>
    public ConversationRegistry Conversations => agent.Conversations;

    /// <summary>What clients have asked for.</summary>
    public RequestLog Requests => agent.Requests;

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Where, what and how much.</param>
    /// <param name="time">The clock of scripts, heartbeats and ages; null for the system's.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="ArgumentException">The options have errors; the message lists all.</exception>
    /// <exception cref="IOException">A port is taken.</exception>
    public static async Task<FakeAgentServer> StartAsync(
        FakeAgentOptions options,
        TimeProvider? time = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate().ToList() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        ListenOptions? http = null;
        ListenOptions? grpc = null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            Bound(kestrel.Limits, options);
            var address = options.Listen ?? System.Net.IPAddress.Loopback;
            kestrel.AddServerHeader = false;
            kestrel.Listen(address, options.HttpPort, listen => (http = listen).Protocols = HttpProtocols.Http1);
            kestrel.Listen(address, options.GrpcPort, listen => (grpc = listen).Protocols = HttpProtocols.Http2);
        });

        var host = builder.Build();
        var shared = new Agent(options, time ?? TimeProvider.System, host.Lifetime.ApplicationStopping);
        Routes.Map(host, shared);
        try
        {
            await host.StartAsync(cancellation);
        }
        catch
        {
            shared.Dispose();
            await host.DisposeAsync();
            throw;
        }

        return new FakeAgentServer(host, shared, Address(http), Address(grpc));
    }

    /// <summary>Says <c>bye{drain}</c> to every stream, waits for the requests to end, and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        agent.Dispose();
    }

    private static Uri Address(ListenOptions? listen) => new($"http://{listen!.IPEndPoint}");

    private static void Bound(KestrelServerLimits limits, FakeAgentOptions options)
    {
        limits.MaxConcurrentConnections = options.MaxConnections;
        limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
        limits.MaxRequestBodySize = options.MaxRequestBytes;
        limits.Http2.MaxStreamsPerConnection = 1_000;

        // Slow readers are part of the game; Subscription ends those that stop (SubscriptionLimits.MaxStall).
        limits.MinResponseDataRate = null;
    }
}
