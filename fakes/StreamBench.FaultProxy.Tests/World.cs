using System.Net;
using System.Net.Sockets;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Tests;

/// <summary>A server, a proxy in front of it, and as many connections through it as a test opens.</summary>
internal sealed class World : IAsyncDisposable
{
    /// <summary>Only a stop for a test that hangs; nothing is expected to come near it.</summary>
    public static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);

    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private World(FaultProxyOptions? options)
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1024);
        Server = new FaultProxyServer(options);
    }

    public FaultProxyServer Server { get; }

    public Proxy Proxy { get; private set; } = null!;

    public string UpstreamAddress => listener.LocalEndPoint!.ToString()!;

    public static async Task<World> OpenAsync(FaultProxyOptions? options = null, params ToxicConfig[] toxics)
    {
        var world = new World(options ?? new FaultProxyOptions { Seed = 1 });
        world.Proxy = await world.Server.CreateAsync(
            new ProxyConfig
            {
                Name = "world",
                Upstream = world.UpstreamAddress,
                Toxics = [.. toxics],
            }
        );
        return world;
    }

    /// <summary>Opens a connection through the proxy; the two ends are those outside of it.</summary>
    public Task<Pair> ConnectAsync(Proxy? through = null) => ConnectToAsync((through ?? Proxy).ListenEndPoint!);

    /// <summary>Opens a connection through a proxy of any server.</summary>
    public async Task<Pair> ConnectToAsync(IPEndPoint address)
    {
        using var watchdog = new CancellationTokenSource(Watchdog);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // Blocking, so that a test that counts allocations can go on with blocking calls, which then allocate nothing.
        client.Connect(address);
        var server = await listener.AcceptAsync(watchdog.Token);
        server.NoDelay = true;
        return new Pair(new Peer(client), new Peer(server));
    }

    /// <summary>Opens a connection that the proxy is not expected to take to the server.</summary>
    public async Task<Peer> ConnectClientAsync(Proxy? through = null)
    {
        using var watchdog = new CancellationTokenSource(Watchdog);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync((through ?? Proxy).ListenEndPoint!, watchdog.Token);
        return new Peer(client);
    }

    /// <summary>How a client sees a refusal; a reset may come so soon that connecting itself fails.</summary>
    public async Task<string> KnockAsync(Proxy? through = null)
    {
        try
        {
            using var client = await ConnectClientAsync(through);
            return (await client.ReadToEndAsync()).End;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return "RST";
        }
    }

    /// <summary>The server's end of a connection that somebody else opens through the proxy.</summary>
    public async Task<Peer> AcceptAsync()
    {
        using var watchdog = new CancellationTokenSource(Watchdog);
        return new Peer(await listener.AcceptAsync(watchdog.Token));
    }

    /// <summary>Stops taking connections, as a server that went down.</summary>
    public void StopServer() => listener.Dispose();

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        listener.Dispose();
    }
}

/// <summary>The two ends of a connection.</summary>
internal sealed record Pair(Peer Client, Peer Server) : IDisposable
{
    /// <summary>The end that sends in a direction.</summary>
    public Peer SourceOf(Direction direction) => direction == Direction.Upstream ? Client : Server;

    /// <summary>The end that receives in a direction.</summary>
    public Peer DestinationOf(Direction direction) => direction == Direction.Upstream ? Server : Client;

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
