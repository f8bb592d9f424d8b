using System.Diagnostics;
using System.Globalization;
using StreamBench.Load.Counters;
using StreamBench.Load.Results;

namespace StreamBench.Cli.Tests.Loading;

/// <summary>Ctrl-C, as a terminal sends it, to the tool as a process of its own.</summary>
public sealed class InterruptTests : IDisposable
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("interrupt-").FullName;

    private Process? tool;

    public void Dispose()
    {
        tool?.Kill(entireProcessTree: true); // has no effect on one that has ended
        tool?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Ctrl_C_leaves_whole_results_that_say_they_are_partial()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("signals are sent by kill(1)");
        }

        var file = Path.Combine(folder, "r.jsonl");
        tool = Start("load", "--script", "s-long", "--rate", "10/s", "--duration", "10m", "--out", file);
        var output = tool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = tool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => File.Exists(file) && HasStreams(file));

        using var kill = Process.Start("kill", ["-INT", tool.Id.ToString(CultureInfo.InvariantCulture)]);
        await tool.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Watchdog);

        tool.ExitCode.ShouldBe(ExitCode.Interrupted, await error);
        (await output).ShouldContain("PARTIAL");
        var result = ResultReader.Load(file);
        var tally = result.Totals.Sum(warmUp: false);
        result.IsPartial.ShouldBeTrue();
        tally[Counter.Started].ShouldBeGreaterThan(0);
        // Those that were open are counted, too.
        Enumerable
            .Range((int)Counter.Completed, Counter.Unfinished - Counter.Completed + 1)
            .Sum(i => tally[(Counter)i])
            .ShouldBe(tally[Counter.Started]);
    }

    private static Process Start(params string[] words)
    {
        // A job in the background of a shell ignores SIGINT, and so would its children: env gives the signal back.
        string[] program = ["--default-signal=INT", "dotnet", "exec", typeof(CommandLine).Assembly.Location];
        var info = new ProcessStartInfo("env", [.. program, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return Process.Start(info).ShouldNotBeNull();
    }

    private static bool HasStreams(string file)
    {
        using var lines = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return lines.ReadToEnd().Contains("\"started\":", StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        using var patience = new CancellationTokenSource(Watchdog, TimeProvider.System);
        while (!isSo())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
