using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>
/// Connections opened, used for one byte and closed, a second. Both ends are threads on blocking sockets: what they take of the
/// processors the relay cannot have, and a connection that is registered with an event loop for one byte takes twice as much.
/// </summary>
internal static class ConnectionRate
{
    private const int Clients = 32;
    private const int PerClient = 1000;

    // More than clients: a relay may be late in passing on that a client has gone.
    private const int Servers = 64;

    public static async Task<double> MeasureAsync(Route route)
    {
        using var listener = Loopback.Listen();
        var serving = OnThreads(Servers, () => Serve(listener));
        await using var open = await OpenRoute.OpenAsync(route, listener);

        var watch = Stopwatch.StartNew();
        await OnThreads(Clients, () => Connect(open.Address));
        var rate = Clients * PerClient / watch.Elapsed.TotalSeconds;
        listener.Dispose();
        await serving;
        return rate;
    }

    private static Task<int[]> OnThreads(int count, Func<int> work) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Loopback.OnThread(work)));

    private static int Connect(IPEndPoint address)
    {
        var one = new byte[1];
        for (var i = 0; i < PerClient; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(address);
            socket.Send(one);
            if (socket.Receive(one) != 1)
                throw new InvalidOperationException("A connection was lost.");
        }
        return PerClient;
    }

    private static int Serve(Socket listener)
    {
        for (var served = 0; ; served++)
        {
            try
            {
                using var socket = listener.Accept();
                Echo(socket);
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                return served;
            }
        }
    }

    private static void Echo(Socket socket)
    {
        var one = new byte[1];
        try
        {
            while (socket.Receive(one) > 0)
                socket.Send(one);
        }
        catch (SocketException)
        {
            // The client went first.
        }
    }
}
