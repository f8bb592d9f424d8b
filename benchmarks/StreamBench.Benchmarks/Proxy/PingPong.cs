using System.Diagnostics;
using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>How long one byte takes there and back, on one connection.</summary>
internal sealed class PingPong : IAsyncDisposable
{
    private readonly OpenRoute open;
    private readonly Socket client;
    private readonly Task<int> echoing;
    private readonly List<TimeSpan> times = [];

    private PingPong(string name, OpenRoute open, Socket client, Socket server)
    {
        Name = name;
        this.open = open;
        this.client = client;
        echoing = Loopback.OnThread(() => Echo(server));
    }

    public string Name { get; }

    public static async Task<PingPong> OpenAsync(Route route)
    {
        using var listener = Loopback.Listen();
        var way = await OpenRoute.OpenAsync(route, listener);
        var near = Loopback.Connect(way.Address);
        var far = await listener.AcceptAsync();
        far.NoDelay = true;
        return new PingPong(route.Name, way, near, far);
    }

    /// <summary>Adds rounds to what was measured.</summary>
    public Task<int> RunAsync(int rounds) => Loopback.OnThread(() => Ping(rounds));

    public void ForgetTimes() => times.Clear();

    public TimeSpan Percentile(int percent)
    {
        times.Sort();
        return times[times.Count * percent / 100];
    }

    public async ValueTask DisposeAsync()
    {
        client.Shutdown(SocketShutdown.Send);
        await echoing;
        client.Dispose();
        await open.DisposeAsync();
    }

    private int Ping(int rounds)
    {
        var one = new byte[1];
        for (var i = 0; i < rounds; i++)
        {
            var from = Stopwatch.GetTimestamp();
            client.Send(one);
            client.Receive(one);
            times.Add(Stopwatch.GetElapsedTime(from));
        }
        return rounds;
    }

    private static int Echo(Socket socket)
    {
        using var owned = socket;
        var one = new byte[1];
        var rounds = 0;
        for (; socket.Receive(one) > 0; rounds++)
            socket.Send(one);
        return rounds;
    }
}
