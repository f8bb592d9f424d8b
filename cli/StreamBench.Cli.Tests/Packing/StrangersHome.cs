using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StreamBench.Cli.Tests.Packing;

/// <summary>A folder in which programs run as a stranger's do: nothing of this user's home or packages is in reach.</summary>
internal sealed class StrangersHome : IDisposable
{
    // A stop only: the demo takes twenty seconds on an idle machine.
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("tool-");

    internal string PathOf(params string[] parts) => Path.Combine([home.FullName, .. parts]);

    /// <summary>Runs a program there to its end.</summary>
    /// <returns>What it wrote to its output; a failure shows all it wrote.</returns>
    internal async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Directory.CreateDirectory(PathOf("elsewhere")).FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["HOME"] = home.FullName;
        start.Environment["DOTNET_CLI_HOME"] = home.FullName;
        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment.Remove("NUGET_PACKAGES");
        return await RunAsync(start);
    }

    /// <summary>Runs a program to its end, with whatever surroundings it is given.</summary>
    internal static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Watchdog);
        using var process = Process.Start(start)!;
        try
        {
            var error = process.StandardError.ReadToEndAsync(stop.Token);
            var output = await process.StandardOutput.ReadToEndAsync(stop.Token);
            await process.WaitForExitAsync(stop.Token);
            process.ExitCode.ShouldBe(0, $"{start.FileName} said:{Environment.NewLine}{output}{await error}");
            return output;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public void Dispose() => home.Delete(recursive: true);

    // …/shared/Microsoft.NETCore.App/10.0.0/ is the folder of the runtime.
    private static string DotnetRoot => Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
}
