using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>The memory of a process that holds idle connections: a proxy in a process of its own.</summary>
internal static class HeldConnections
{
    public const string ChildArgument = "hold";

    /// <summary>Each takes two descriptors in the proxy, and two here; many systems give a process 20,000.</summary>
    public const int Count = 9_900;

    /// <summary>Megabytes of the proxy's process: before, and with the connections open and used once.</summary>
    public static async Task<(double Before, double Held)> MeasureAsync()
    {
        using var listener = Loopback.Listen();
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            ["proxy", ChildArgument, listener.LocalEndPoint!.ToString()!]
        )
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var child = Process.Start(start)!;
        var address = IPEndPoint.Parse((await child.StandardOutput.ReadLineAsync())!);
        var before = MegabytesOf(child);

        var held = new List<Socket>();
        var one = new byte[1];
        for (var i = 0; i < Count; i++)
        {
            var client = Loopback.Connect(address);
            var server = await listener.AcceptAsync();
            client.Send(one);
            server.Receive(one);
            server.Send(one);
            client.Receive(one);
            held.Add(client);
            held.Add(server);
        }
        var after = MegabytesOf(child);

        held.ForEach(socket => socket.Dispose());
        child.StandardInput.Close();
        await child.WaitForExitAsync();
        return (before, after);
    }

    /// <summary>The child: a proxy to the address given, until its input ends.</summary>
    public static async Task<int> HoldAsync(string upstream)
    {
        var (address, life) = await Relay.FaultProxy.OpenAsync(IPEndPoint.Parse(upstream));
        await using var _ = life;
        Console.WriteLine(address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static double MegabytesOf(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1e6;
    }
}
