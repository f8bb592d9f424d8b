using System.Diagnostics;
using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>Connections opened, used for one byte and closed, a second.</summary>
internal static class ConnectionRate
{
    private const int Workers = 32;
    private const int PerWorker = 1000;

    public static async Task<double> MeasureAsync(Route route)
    {
        using var listener = Loopback.Listen();
        var serving = ServeAsync(listener);
        await using var open = await OpenRoute.OpenAsync(route, listener);

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => ConnectAsync(open.Address))));
        var rate = Workers * PerWorker / watch.Elapsed.TotalSeconds;
        listener.Dispose();
        await serving;
        return rate;
    }

    private static async Task ConnectAsync(System.Net.IPEndPoint address)
    {
        var one = new byte[1];
        for (var i = 0; i < PerWorker; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address);
            await socket.SendAsync(one);
            if (await socket.ReceiveAsync(one) != 1)
                throw new InvalidOperationException("A connection was lost.");
        }
    }

    private static async Task ServeAsync(Socket listener)
    {
        try
        {
            while (true)
                _ = EchoAsync(await listener.AcceptAsync());
        }
        catch (SocketException)
        {
            // Disposed.
        }
    }

    private static async Task EchoAsync(Socket socket)
    {
        using var owned = socket;
        var one = new byte[1];
        try
        {
            while (await socket.ReceiveAsync(one) > 0)
                await socket.SendAsync(one);
        }
        catch (SocketException)
        {
            // The client went first.
        }
    }
}
