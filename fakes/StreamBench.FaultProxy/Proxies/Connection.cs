using System.Net;
using System.Net.Sockets;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.FaultProxy.Proxies;

/// <summary>One client, one server, and a link each way between them.</summary>
internal sealed class Connection : IDisposable
{
    private const int KeepAliveSeconds = 15;

    private readonly ConnectionInfo info;
    private readonly Socket client;
    private readonly string serverAddress;
    private readonly IPEndPoint? serverEndPoint;
    private readonly Socket server;
    private readonly CancellationTokenSource stopping = new();
    private readonly Link upstream;
    private readonly Link downstream;
    private IConnectionRules rules;
    private volatile bool closing;
    private int linksEnded;
    private int linksFinished;

    public Connection(ConnectionInfo info, Socket client, string serverAddress, Traffic traffic, IRuleBook book)
    {
        this.info = info;
        this.client = client;
        this.serverAddress = serverAddress;
        serverEndPoint = ListenAddress.ParseNumeric(serverAddress);
        server = Sockets.For(serverEndPoint);
        upstream = new Link(ContextFor(Direction.Upstream), client, server, traffic);
        downstream = new Link(ContextFor(Direction.Downstream), server, client, traffic);
        rules = book.Open(info);
    }

    public long Number => info.Number;

    public ConnectionInfo Info => info;

    public Chain ChainOf(Direction direction) => direction == Direction.Upstream ? upstream.Chain : downstream.Chain;

    /// <summary>Lays the chains, before <see cref="RunAsync"/>.</summary>
    public void Build(IReadOnlyList<ToxicSlot> toxics)
    {
        foreach (var direction in (ReadOnlySpan<Direction>)[Direction.Upstream, Direction.Downstream])
            ChainOf(direction).Build(rules.PipeFor(direction), toxics.Where(slot => slot.Direction == direction));
    }

    /// <summary>Puts other rules in the place of these.</summary>
    public async Task SetRulesAsync(IRuleBook book)
    {
        var before = rules;
        rules = book.Open(info);
        await upstream.Chain.SetRulesAsync(rules.PipeFor(Direction.Upstream));
        await downstream.Chain.SetRulesAsync(rules.PipeFor(Direction.Downstream));
        before.Ended();
    }

    /// <summary>Carries bytes until both directions have ended.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (await rules.AdmitAsync(stopping.Token) is { } refusal)
                Refuse(refusal);
            else if (await DialAsync())
                await Task.WhenAll(CarryAsync(upstream), CarryAsync(downstream));
        }
        catch (OperationCanceledException)
        {
            // Closed while it waited to be let in.
        }
        finally
        {
            await upstream.Chain.AbortAsync();
            await downstream.Chain.AbortAsync();
            rules.Ended();
            Dispose();
        }
    }

    /// <summary>Closes both sides at once; data on its way is dropped.</summary>
    public void Close()
    {
        closing = true;
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            return;
        }
        upstream.Stop();
        downstream.Stop();
        // No byte may still be passed on once reading is shut: Linux then opens no window again, and the source would wait in vain.
        Sockets.Shutdown(server, SocketShutdown.Send);
        Sockets.Shutdown(client, SocketShutdown.Send);
        Sockets.Shutdown(server, SocketShutdown.Receive);
        Sockets.Shutdown(client, SocketShutdown.Receive);
    }

    /// <summary>Closes both sockets, with FIN unless they were reset.</summary>
    public void Dispose()
    {
        if (linksFinished == 2)
        {
            // Both peers have sent FIN and were sent one: nothing is left to shut down or to read.
            server.Dispose();
            client.Dispose();
        }
        else
        {
            Sockets.CloseWithFin(server, downstream.Discarded);
            Sockets.CloseWithFin(client, upstream.Discarded);
        }
        stopping.Dispose();
    }

    private LinkContext ContextFor(Direction direction) =>
        new()
        {
            Proxy = info.Proxy,
            Connection = info.Number,
            Direction = direction,
            Time = info.Time,
            Seed = info.Seed,
            Faults = info.Faults,
        };

    private void Refuse(LinkEnd how)
    {
        if (how == LinkEnd.Reset)
            Sockets.CloseWithReset(client);
    }

    private async Task<bool> DialAsync()
    {
        try
        {
            server.NoDelay = true;
            client.NoDelay = true;
            await ConnectAsync();
            Sockets.KeepAlive(server, KeepAliveSeconds);
            Sockets.KeepAlive(client, KeepAliveSeconds);
            server.Blocking = false;
            client.Blocking = false;
            return !closing;
        }
        catch (Exception e) when (e is SocketException or FormatException or ObjectDisposedException)
        {
            info.Faults.Write(
                new FaultRecord
                {
                    Time = info.Time.GetUtcNow(),
                    Proxy = info.Proxy,
                    Connection = info.Number,
                    What = "upstream_down",
                    Detail = $"{serverAddress}: {e.Message}",
                }
            );
            return false;
        }
    }

    private ValueTask ConnectAsync()
    {
        if (serverEndPoint is not null)
            return server.ConnectAsync(serverEndPoint, stopping.Token);
        var (host, port) = ListenAddress.Split(serverAddress);
        return server.ConnectAsync(host.Length == 0 ? "localhost" : host, port, stopping.Token);
    }

    private async Task CarryAsync(Link link)
    {
        // The side that was kept open has gone too: nothing is left of a half-open connection.
        if (await link.RunAsync(WhenEnded) == LinkEnd.HalfOpen)
            Close();
    }

    /// <summary>Tells the peers how a direction ended.</summary>
    private void WhenEnded(Link link, LinkEnd end)
    {
        var (source, destination, opposite) =
            link == upstream ? (client, server, downstream) : (server, client, upstream);
        var isLast = Interlocked.Increment(ref linksEnded) == 2;
        if (closing)
            return;
        switch (end)
        {
            case LinkEnd.Finished:
                Sockets.Shutdown(destination, SocketShutdown.Send);
                Interlocked.Increment(ref linksFinished);
                break;
            case LinkEnd.Closed:
                // The other direction reads the end of its input and lets what it holds go before it ends.
                Sockets.Shutdown(destination, SocketShutdown.Both);
                Sockets.Shutdown(source, SocketShutdown.Receive);
                break;
            case LinkEnd.HalfOpen:
                Sockets.Shutdown(destination, SocketShutdown.Both);
                break;
            case LinkEnd.DestinationLost when !isLast:
                // What the destination sent before it was lost still has to reach the source; then it learns of the loss.
                opposite.SourceIsLost = true;
                Sockets.Shutdown(source, SocketShutdown.Receive);
                Sockets.Shutdown(destination, SocketShutdown.Receive);
                break;
            default:
                Reset(opposite);
                break;
        }
    }

    private void Reset(Link opposite)
    {
        closing = true;
        opposite.Stop();
        Sockets.CloseWithReset(client);
        Sockets.CloseWithReset(server);
    }
}
