using System.Diagnostics;
using System.Text.Json;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// Servers and clients as processes of their own: the server on the first core, clients on the second, where the system
/// has two and <c>taskset</c>.
/// </summary>
internal static class Children
{
    private static readonly bool CanPin = File.Exists("/usr/bin/taskset") && Environment.ProcessorCount >= 2;

    internal static Process Start(int core, string file, params string[] args)
    {
        var start = new ProcessStartInfo(CanPin ? "/usr/bin/taskset" : file)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var arg in CanPin ? ["-c", core.ToString(), file, .. args] : args)
        {
            start.ArgumentList.Add(arg);
        }

        // The engine's code is to be compiled once and well: a background compiler gets no time on a full core. What one
        // writes by hand runs as the runtime comes.
        if (!args.Contains("plain"))
        {
            start.Environment["DOTNET_TieredCompilation"] = "0";
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
    }

    /// <summary>This program again, as a client or server.</summary>
    internal static Process StartSelf(int core, params string[] args) =>
        Start(core, Environment.ProcessPath!, ["load", .. args]);

    /// <summary>Ends a server, and waits until its port is free.</summary>
    internal static void Stop(Process server)
    {
        server.Kill();
        server.WaitForExit();
    }

    internal static async Task<ClientFigures> FiguresAsync(Process client)
    {
        using var _ = client;
        var line = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return JsonSerializer.Deserialize(line, ClientFiguresJson.Default.ClientFigures)
            ?? throw new InvalidOperationException("a client printed nothing");
    }

    /// <summary>The C client's line, in our terms.</summary>
    internal static async Task<ClientFigures> YardstickFiguresAsync(Process client)
    {
        using var _ = client;
        var json = JsonSerializer.Deserialize<JsonElement>(await client.StandardOutput.ReadToEndAsync());
        await client.WaitForExitAsync();
        return new ClientFigures
        {
            Client = "C parse",
            EventsPerSecond = json.GetProperty("evps").GetDouble(),
            CpuMicrosecondsPerEvent = json.GetProperty("cpu_us_ev").GetDouble(),
            LagP99 = json.GetProperty("lag_us").GetProperty("p99").GetDouble(),
        };
    }
}
