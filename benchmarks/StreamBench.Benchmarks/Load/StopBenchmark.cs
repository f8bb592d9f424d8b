using System.Diagnostics;
using System.Globalization;

namespace StreamBench.Benchmarks.Load;

/// <summary>A server that stands still for five seconds of an open load, by the system's own signal: what does the run say?</summary>
internal static class StopBenchmark
{
    private const int Rate = 200;
    private const int WarmUp = 2;
    private const int Seconds = 20;
    private static readonly TimeSpan Stop = TimeSpan.FromSeconds(5);

    internal static async Task RunAsync()
    {
        var turn = new PacedServerOptions
        {
            Port = Bench.Port,
            Events = 20,
            Interval = 10,
        };
        using var server = Children.StartSelf(0, ["pace", .. turn.ToArgs()]);
        try
        {
            await Bench.UntilListeningAsync();
            var measuring = Bench.MeasureAsync(
                ["--client", "verified", "--url", Bench.Url, "--streams", "3000", "--rate", $"{Rate}"],
                ["--warm-up", $"{WarmUp}", "--seconds", $"{Seconds}"]
            );
            await Task.Delay(TimeSpan.FromSeconds(WarmUp + 8), TimeProvider.System);
            await SignalAsync(server, "STOP");
            await Task.Delay(Stop, TimeProvider.System);
            await SignalAsync(server, "CONT");
            var figures = await measuring;
            Console.WriteLine($"{Rate} starts/s for {Seconds} s, the server stopped for {Stop.TotalSeconds} s of them");
            foreach (var clock in new[] { "schedule", "ttfe", "turn" })
            {
                var (p50, p99) = (figures.Times[clock][0] / 1000, figures.Times[clock][1] / 1000);
                Console.WriteLine($"  {clock, -9} p50 {p50, 9:F2} ms   p99 {p99, 9:F2} ms");
            }
        }
        finally
        {
            Children.Stop(server);
        }
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
