using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>The memory of a proxy that holds idle connections.</summary>
internal static class HeldConnections
{
    /// <summary>Each takes two descriptors in the proxy, and two here; many systems give a process 20,000.</summary>
    public const int Count = 9_900;

    /// <summary>Megabytes of the proxy's process: before, and with the connections open and used once.</summary>
    public static async Task<(double Before, double Held)> MeasureAsync()
    {
        using var listener = Loopback.Listen();
        await using var relay = await RelayProcess.StartAsync(Relay.FaultProxy, Loopback.AddressOf(listener));
        var before = relay.Megabytes;

        var held = new List<Socket>();
        var one = new byte[1];
        for (var i = 0; i < Count; i++)
        {
            var client = Loopback.Connect(relay.Address);
            var server = await listener.AcceptAsync();
            client.Send(one);
            server.Receive(one);
            server.Send(one);
            client.Receive(one);
            held.Add(client);
            held.Add(server);
        }
        var after = relay.Megabytes;

        held.ForEach(socket => socket.Dispose());
        return (before, after);
    }
}
