using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using StreamBench.FaultProxy;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>What stands between a client and a server: two plain copy loops, or the fault proxy.</summary>
/// <param name="Name">As it is printed, and as its process is asked for it.</param>
/// <param name="Open">Relays to an address until it is disposed.</param>
internal sealed record Relay(string Name, Func<IPEndPoint, Task<(IPEndPoint Address, IAsyncDisposable Life)>> Open)
{
    public static readonly Relay CopyLoops = new(
        "two copy loops",
        server =>
        {
            var loops = new CopyLoops(server);
            return Task.FromResult((loops.Address, (IAsyncDisposable)loops));
        }
    );

    public static readonly Relay FaultProxy = Proxied("fault proxy");

    public static readonly Relay TenMilliseconds = Proxied(
        "latency 10 ms",
        new ToxicConfig { Type = "latency", Attributes = ImmutableDictionary<string, decimal>.Empty.Add("latency", 10) }
    );

    public static readonly ImmutableArray<Relay> All = [CopyLoops, FaultProxy, TenMilliseconds];

    private static Relay Proxied(string name, params ToxicConfig[] toxics) =>
        new(
            name,
            async server =>
            {
                var faults = new FaultProxyServer();
                var config = new ProxyConfig
                {
                    Name = name,
                    Upstream = server.ToString(),
                    Toxics = [.. toxics],
                };
                var proxy = await faults.CreateAsync(config);
                return (proxy.ListenEndPoint!, faults);
            }
        );
}

/// <summary>The least a relay can do in .NET: accept, connect, and <see cref="Stream.CopyToAsync(Stream)"/> each way.</summary>
internal sealed class CopyLoops : IAsyncDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task accepting;

    public CopyLoops(IPEndPoint server)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        accepting = AcceptAsync(server);
    }

    public IPEndPoint Address => (IPEndPoint)listener.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        listener.Dispose();
        await accepting;
    }

    private async Task AcceptAsync(IPEndPoint server)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptAsync();
                _ = Task.Run(() => RelayAsync(client, server));
            }
        }
        catch (SocketException)
        {
            // Disposed.
        }
    }

    private static async Task RelayAsync(Socket client, IPEndPoint address)
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        client.NoDelay = true;
        await server.ConnectAsync(address);
        await using var near = new NetworkStream(client, ownsSocket: true);
        await using var far = new NetworkStream(server);
        await Task.WhenAll(CopyAsync(near, far, server), CopyAsync(far, near, client));
    }

    private static async Task CopyAsync(Stream from, Stream to, Socket destination)
    {
        try
        {
            await from.CopyToAsync(to);
            destination.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // One side has gone.
        }
    }
}
