using System.Diagnostics;
using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>How long one byte takes there and back.</summary>
internal static class PingPong
{
    public static async Task<(TimeSpan P50, TimeSpan P99)> MeasureAsync(Relay relay, int rounds = 30_000)
    {
        using var listener = Loopback.Listen();
        var (address, life) = await relay.OpenAsync(Loopback.AddressOf(listener));
        await using var _ = life;
        using var client = Loopback.Connect(address);
        using var server = await listener.AcceptAsync();
        server.NoDelay = true;

        var echoing = Loopback.OnThread(() => Echo(server));
        await Loopback.OnThread(() => Ping(client, Math.Min(rounds, 2_000)));
        var times = await Loopback.OnThread(() => Ping(client, rounds));
        client.Shutdown(SocketShutdown.Send);
        await echoing;
        Array.Sort(times);
        return (times[times.Length / 2], times[times.Length * 99 / 100]);
    }

    private static TimeSpan[] Ping(Socket socket, int rounds)
    {
        var times = new TimeSpan[rounds];
        var one = new byte[1];
        for (var i = 0; i < rounds; i++)
        {
            var from = Stopwatch.GetTimestamp();
            socket.Send(one);
            socket.Receive(one);
            times[i] = Stopwatch.GetElapsedTime(from);
        }
        return times;
    }

    private static int Echo(Socket socket)
    {
        var one = new byte[1];
        var rounds = 0;
        for (; socket.Receive(one) > 0; rounds++)
            socket.Send(one);
        return rounds;
    }
}
