using System.Net;
using System.Net.Sockets;

namespace StreamBench.FaultProxy.Proxies;

/// <summary>Accepts connections for a proxy until it is disposed.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private const int Backlog = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly Socket socket;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;

    /// <summary>Listens, and hands every connection over.</summary>
    /// <exception cref="FaultProxyException">The address cannot be listened on.</exception>
    public Listener(IPEndPoint address, TimeProvider time, Action<Socket> whenAccepted)
    {
        socket = Bind(address);
        Address = (IPEndPoint)socket.LocalEndPoint!;
        accepting = AcceptAsync(time, whenAccepted);
    }

    /// <summary>The address bound, with its real port.</summary>
    public IPEndPoint Address { get; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        socket.Dispose();
        await accepting;
        stopping.Dispose();
    }

    private static Socket Bind(IPEndPoint address)
    {
        var bound = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
                bound.DualMode = true;
            bound.Bind(address);
            bound.Listen(Backlog);
            return bound;
        }
        catch (SocketException error)
        {
            bound.Dispose();
            throw ListenAddress.CannotListen(address, error);
        }
    }

    private async Task AcceptAsync(TimeProvider time, Action<Socket> whenAccepted)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                whenAccepted(await socket.AcceptAsync(stopping.Token));
            }
            catch (SocketException) when (!stopping.IsCancellationRequested)
            {
                // A client that left the queue, or no file descriptor free: others still come.
                await Task.Delay(Pause, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }
}
