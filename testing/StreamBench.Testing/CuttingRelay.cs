using System.Net;
using System.Net.Sockets;

namespace StreamBench.Testing;

/// <summary>
/// A TCP relay in front of a server that cuts connections at an exact byte of the response. It knows nothing of protocols;
/// <see cref="Captured"/> shows where the bytes of interest are.
/// </summary>
/// <remarks><code>client ⇄ relay ⇄ server: requests pass as they are, responses are counted and cut</code></remarks>
public sealed class CuttingRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private readonly List<RelayedConnection> connections = [];
    private readonly Dictionary<int, (long Bytes, CutKind How)> cuts = [];
    private readonly IPEndPoint upstream;
    private readonly Task accepting;

    /// <summary>Listens on a free loopback port and relays to <paramref name="server"/>.</summary>
    public CuttingRelay(Uri server)
    {
        upstream = new IPEndPoint(IPAddress.Loopback, server.Port);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public Uri Address => new($"http://{listener.LocalEndpoint}");

    /// <summary>Connections accepted so far.</summary>
    public int Connections
    {
        get
        {
            lock (gate)
            {
                return connections.Count;
            }
        }
    }

    /// <summary>Cuts connection <paramref name="number"/> (from 1) once that many response bytes have passed.</summary>
    public void CutAfter(int number, long responseBytes, CutKind how)
    {
        lock (gate)
        {
            cuts[number] = (responseBytes, how);
        }
    }

    /// <summary>Cuts every open connection now.</summary>
    public void CutNow(CutKind how)
    {
        lock (gate)
        {
            connections.ForEach(connection => connection.Cut(how));
        }
    }

    /// <summary>The response bytes that connection <paramref name="number"/> (from 1) has passed on.</summary>
    public byte[] Captured(int number)
    {
        lock (gate)
        {
            return connections[number - 1].Captured();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        connections.ForEach(connection => connection.Dispose());
        listener.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relaying = new List<Task>();
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(closing.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }

            lock (gate)
            {
                var cut = cuts.GetValueOrDefault(connections.Count + 1, (long.MaxValue, CutKind.Fin));
                var connection = new RelayedConnection(client, upstream, cut, closing.Token);
                connections.Add(connection);
                relaying.Add(connection.RunAsync());
            }
        }

        await Task.WhenAll(relaying);
    }
}

/// <summary>How a connection is cut.</summary>
public enum CutKind
{
    /// <summary>An orderly end towards the client.</summary>
    Fin,

    /// <summary>A reset towards the client.</summary>
    Rst,

    /// <summary>Nothing any more, in either direction; the connection stays open.</summary>
    Stall,
}
