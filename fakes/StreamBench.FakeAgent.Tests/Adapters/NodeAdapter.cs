using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace StreamBench.FakeAgent.Tests.Adapters;

/// <summary>The Node programs of one folder under conformance/adapters, with the packages of its lock file.</summary>
internal sealed class NodeAdapter
{
    private const int OldestNode = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly ConcurrentDictionary<string, Lazy<Task>> Installs = new(StringComparer.Ordinal);

    private readonly string folder;

    private NodeAdapter(string folder) => this.folder = folder;

    /// <summary>The folder, ready to run. Where Node is missing the test is skipped, and fails where CI is to prove it.</summary>
    /// <param name="name">Name of the folder.</param>
    /// <param name="purpose">What stays unchecked without Node.</param>
    internal static async Task<NodeAdapter> ReadyAsync(string name, string purpose)
    {
        var adapter = new NodeAdapter(Path.Combine(Repository(), "conformance", "adapters", name));
        if (!await adapter.HasNodeAsync())
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", $"CI must have Node {OldestNode} or later");
            Assert.Skip($"Node {OldestNode} or later is not installed: {purpose}");
        }

        await Installs.GetOrAdd(name, _ => new Lazy<Task>(adapter.InstallAsync)).Value;
        return adapter;
    }

    /// <summary>Runs <c>node</c> against a server.</summary>
    internal Task<NodeRun> RunAsync(string arguments, World world) =>
        RunAsync(
            "node",
            arguments,
            ("STREAMBENCH_HTTP", world.Server.HttpAddress.ToString()),
            ("STREAMBENCH_GRPC", world.Server.GrpcAddress.ToString())
        );

    private async Task<bool> HasNodeAsync()
    {
        try
        {
            var version = await RunAsync("node", "--version");
            var major = version.Output.TrimStart('v').Split('.')[0];
            return version.ExitCode == 0 && int.Parse(major, CultureInfo.InvariantCulture) >= OldestNode;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    // npm leaves its own lock file in what it has installed.
    private async Task InstallAsync()
    {
        var installedAt = File.GetLastWriteTimeUtc(Path.Combine(folder, "node_modules", ".package-lock.json"));
        if (installedAt >= File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
        {
            return;
        }

        var installed = await RunAsync("npm", "ci --no-audit --no-fund --ignore-scripts");
        installed.ExitCode.ShouldBe(0, installed.Output + installed.Errors);
    }

    private async Task<NodeRun> RunAsync(
        string program,
        string arguments,
        params (string Name, string Value)[] environment
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var watchdog = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(watchdog.Token);
        var errors = process.StandardError.ReadToEndAsync(watchdog.Token);
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

        return new NodeRun(process.ExitCode, await output, await errors);
    }

    private static string Repository([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}

/// <summary>What a program left behind.</summary>
internal sealed record NodeRun(int ExitCode, string Output, string Errors);
