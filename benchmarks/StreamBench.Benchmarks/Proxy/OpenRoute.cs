using System.Net;
using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>A way that is open: where its clients connect to, and what it takes from the machine.</summary>
internal sealed class OpenRoute(IPEndPoint address, RelayProcess? relay) : IAsyncDisposable
{
    public IPEndPoint Address => address;

    /// <summary>Of this process, where both ends are, and of the relay's.</summary>
    public TimeSpan CpuTime => Environment.CpuUsage.TotalTime + (relay?.CpuTime ?? TimeSpan.Zero);

    public static async Task<OpenRoute> OpenAsync(Route route, Socket listener)
    {
        var server = Loopback.AddressOf(listener);
        if (route.StartAsync is not { } startAsync)
            return new OpenRoute(server, relay: null);
        var relay = await startAsync(server);
        return new OpenRoute(relay.Address, relay);
    }

    public ValueTask DisposeAsync() => relay?.DisposeAsync() ?? ValueTask.CompletedTask;
}
