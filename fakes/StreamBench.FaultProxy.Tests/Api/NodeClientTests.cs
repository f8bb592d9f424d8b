using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace StreamBench.FaultProxy.Tests.Api;

/// <summary>Runs conformance/adapters/toxiproxy-node: a foreign client, unchanged.</summary>
public class NodeClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Toxiproxys_node_client_drives_the_proxy_unchanged()
    {
        if (await RunAsync("node", "--version") is null)
            Missing("Node is not installed: no `node` on the path.");
        if (
            !Directory.Exists(Path.Combine(Folder(), "node_modules"))
            && await RunAsync("npm", "ci --no-audit --no-fund") is not (0, _)
        )
            Missing("`npm ci` failed in conformance/adapters/toxiproxy-node: is there a package registry?");
        await using var world = await ApiWorld.OpenAsync();

        var result = await RunAsync("node", "--test", ("TOXIPROXY_URL", world.Address.ToString().TrimEnd('/')));

        result!.Value.ExitCode.ShouldBe(0, result.Value.Output);
    }

    /// <summary>Skipped on a developer's machine, failed where CI is to prove it.</summary>
    private static void Missing(string why)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(why);
        Assert.Skip(why);
    }

    private static async Task<(int ExitCode, string Output)?> RunAsync(
        string program,
        string arguments,
        params (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            using var process = Process.Start(start)!;
            using var watchdog = new CancellationTokenSource(Patience);
            var output = process.StandardOutput.ReadToEndAsync(watchdog.Token);
            var errors = process.StandardError.ReadToEndAsync(watchdog.Token);
            await process.WaitForExitAsync(watchdog.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../conformance/adapters/toxiproxy-node"));
}
