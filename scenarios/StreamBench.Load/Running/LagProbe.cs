using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StreamBench.Load.Engine.Timing;

namespace StreamBench.Load.Running;

/// <summary>
/// A stream of the tool's own, a hundred events a second, each with the time at which it was written. Engine threads read it
/// beside the others, and know how late they are where no kernel tells them.
/// </summary>
internal sealed class LagProbe : IAsyncDisposable
{
    private const string Head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly EngineClock clock;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task serving;

    /// <summary>Starts to listen, on loopback.</summary>
    internal LagProbe(EngineClock clock, TimeProvider time)
    {
        (this.clock, this.time) = (clock, time);
        listener.Start();
        serving = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    internal Uri Address => new($"http://{listener.LocalEndpoint}/");

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var writing = new List<Task>();
        try
        {
            while (true)
            {
                writing.Add(WriteAsync(await listener.AcceptSocketAsync(stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(writing);
        }
    }

    private async Task WriteAsync(Socket socket)
    {
        using var own = socket;
        socket.NoDelay = true;
        using var timer = new PeriodicTimer(Between, time);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(Head), stopping.Token);
            while (await timer.WaitForNextTickAsync(stopping.Token))
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"data: {clock.Now}\n\n");
                await socket.SendAsync(Encoding.ASCII.GetBytes(text), stopping.Token);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The run is over.
        }
    }
}
