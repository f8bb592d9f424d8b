using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace StreamBench.FakeAgent.Tests;

/// <summary>Drives the Node programs under conformance/adapters/native-node against a server in this process.</summary>
public sealed class ConformanceAdapterTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Clients_of_others_see_the_same_events()
    {
        var folder = Path.Combine(Repository(), "conformance", "adapters", "native-node");
        if (!await HasNodeAsync(folder))
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", "CI must have Node 20 or later");
            Assert.Skip("Node 20 or later is not installed: the wire was not checked with grpc-js and undici");
        }

        await using var world = await World.OpenAsync();
        var (installed, installLog) = await RunAsync(folder, "npm", "ci --no-audit --no-fund --ignore-scripts", world);
        installed.ShouldBe(0, installLog);
        var (exit, log) = await RunAsync(folder, "node", "--test", world);

        output.WriteLine(log);
        exit.ShouldBe(0, log);
        log.ShouldContain("# pass 6");
    }

    private static async Task<bool> HasNodeAsync(string folder)
    {
        try
        {
            var (exit, version) = await RunAsync(folder, "node", "--version", null);
            return exit == 0 && int.Parse(version.TrimStart('v').Split('.')[0]) >= 20;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string folder,
        string program,
        string arguments,
        World? world
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["STREAMBENCH_HTTP"] = world?.Server.HttpAddress.ToString();
        start.Environment["STREAMBENCH_GRPC"] = world?.Server.GrpcAddress.ToString();
        using var process = Process.Start(start)!;
        using var watchdog = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var (stdout, stderr) = (
            process.StandardOutput.ReadToEndAsync(watchdog.Token),
            process.StandardError.ReadToEndAsync(watchdog.Token)
        );
        try
        {
            await process.WaitForExitAsync(watchdog.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return (process.ExitCode, await stdout + await stderr);
    }

    private static string Repository([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
