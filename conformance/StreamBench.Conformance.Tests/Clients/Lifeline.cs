using System.Net;
using System.Net.Sockets;

namespace StreamBench.Conformance.Tests.Clients;

/// <summary>Processes connect to it and say nothing. The kernel closes a connection when the last process that holds it has ended.</summary>
internal sealed class Lifeline : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    internal Lifeline() => listener.Start();

    /// <summary>Where to connect, on loopback.</summary>
    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Waits until everyone who has connected has ended, and counts them.</summary>
    internal async Task<int> EndAsync(CancellationToken cancellation)
    {
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        watchdog.CancelAfter(TimeSpan.FromSeconds(30));
        var ended = 0;
        for (; listener.Pending(); ended++)
        {
            using var life = await listener.AcceptSocketAsync(watchdog.Token);
            (await life.ReceiveAsync(new byte[1], watchdog.Token)).ShouldBe(0);
        }

        return ended;
    }

    public void Dispose() => listener.Dispose();
}
