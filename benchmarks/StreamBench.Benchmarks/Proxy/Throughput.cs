using System.Diagnostics;
using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>Bytes a second from server to client over one connection.</summary>
internal static class Throughput
{
    private const long Total = 4L * 1024 * 1024 * 1024;
    private const int Block = 256 * 1024;

    /// <summary>Megabytes (10⁶ bytes) a second, and CPU seconds for a gigabyte, both ends included.</summary>
    public static async Task<(double MegabytesPerSecond, double CpuSecondsPerGigabyte)> MeasureAsync(Route route)
    {
        using var listener = Loopback.Listen();
        await using var open = await OpenRoute.OpenAsync(route, listener);
        using var client = Loopback.Connect(open.Address);
        using var server = await listener.AcceptAsync();

        var cpu = open.CpuTime;
        var watch = Stopwatch.StartNew();
        var sending = Loopback.OnThread(() => Send(server));
        var received = await Loopback.OnThread(() => Receive(client));
        await sending;
        var gigabytes = received / 1e9;
        return (gigabytes * 1000 / watch.Elapsed.TotalSeconds, (open.CpuTime - cpu).TotalSeconds / gigabytes);
    }

    private static long Send(Socket socket)
    {
        var block = new byte[Block];
        for (long sent = 0; sent < Total; sent += Block)
            socket.Send(block);
        socket.Shutdown(SocketShutdown.Send);
        return Total;
    }

    private static long Receive(Socket socket)
    {
        var block = new byte[Block];
        long received = 0;
        while (socket.Receive(block) is > 0 and var count)
            received += count;
        return received == Total
            ? received
            : throw new InvalidOperationException($"{received} of {Total} bytes came through.");
    }
}
