using System.Diagnostics;
using System.Net;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>A relay in a process of its own, as it is used; the ends of its connections are in this one.</summary>
internal sealed class RelayProcess : IAsyncDisposable
{
    public const string ChildArgument = "relay";

    private readonly Process process;

    private RelayProcess(Process process, IPEndPoint address) => (this.process, Address) = (process, address);

    public IPEndPoint Address { get; }

    public double Megabytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1e6;
        }
    }

    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a relay of this program.</summary>
    public static Task<RelayProcess> StartAsync(Relay relay, IPEndPoint server)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["proxy", ChildArgument, relay.Name]);
        // As `streambench proxy` runs; plain loops are what .NET does when nobody asks for more.
        if (relay != Relay.CopyLoops)
            start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        return StartAsync(start, server);
    }

    /// <summary>Starts any relay that takes the server's address as its last argument, prints its own, and runs until its input ends.</summary>
    public static async Task<RelayProcess> StartAsync(ProcessStartInfo start, IPEndPoint server)
    {
        start.ArgumentList.Add(server.ToString());
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        var child = Process.Start(start)!;
        var address =
            await child.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException($"{start.FileName} printed no address.");
        return new RelayProcess(child, IPEndPoint.Parse(address));
    }

    /// <summary>The child: relays until its input ends.</summary>
    public static async Task<int> RunAsync(string name, string server)
    {
        var (address, life) = await Relay.All.First(relay => relay.Name == name).Open(IPEndPoint.Parse(server));
        await using var _ = life;
        Console.WriteLine(address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
