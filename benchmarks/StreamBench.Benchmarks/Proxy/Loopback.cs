using System.Net;
using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>Plain sockets for both ends of a measurement.</summary>
internal static class Loopback
{
    public static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        return listener;
    }

    public static IPEndPoint AddressOf(Socket listener) => (IPEndPoint)listener.LocalEndPoint!;

    public static Socket Connect(IPEndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(address);
        return socket;
    }

    /// <summary>Runs blocking work on a thread of its own, so that it takes no turn from the relay's threads.</summary>
    public static Task<T> OnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
