using System.Globalization;
using System.Net.Http.Json;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// Percentiles that a run reports beside those that the server knows to be true, from its own stamps of the same streams. The
/// difference is all that lies between: connecting, the way there and back, and the engine.
/// </summary>
internal static class AccuracyBenchmark
{
    private const int WarmUp = 6;
    private const int Seconds = 6;
    private const int First = 200;
    private const int Interval = 50;
    private const int Events = 80;
    private static readonly string[] Percentiles = ["p50", "p99"];

    internal static async Task RunAsync()
    {
        foreach (var streams in new[] { 100, 1000, 5000 })
        {
            await MeasureAsync(streams);
        }
    }

    private static async Task MeasureAsync(int streams)
    {
        // So many are open at once when each takes this long.
        var rate = (int)Math.Round(streams / ((First + 50 + (Interval * Events)) / 1000.0));
        var options = new PacedServerOptions
        {
            Port = Bench.Port,
            Events = Events,
            Interval = Interval,
            First = First,
            Skip = rate * WarmUp,
        };
        using var server = Children.StartSelf(0, ["pace", .. options.ToArgs()]);
        try
        {
            await Bench.UntilListeningAsync();
            var figures = await Bench.MeasureAsync(
                ["--client", "verified", "--url", Bench.Url, "--streams", $"{streams}", "--rate", $"{rate}"],
                ["--warm-up", $"{WarmUp}", "--seconds", $"{Seconds}"]
            );
            using var http = new HttpClient();
            var truth = await http.GetFromJsonAsync(
                new Uri(Bench.Url + "truth"),
                ClientFiguresJson.Default.DictionaryStringDoubleArray
            );
            Print($"{streams} streams of 20 events/s at once, every one verified", figures, truth!);
        }
        finally
        {
            Children.Stop(server);
        }
    }

    private static void Print(string title, ClientFigures figures, Dictionary<string, double[]> truth)
    {
        Console.WriteLine();
        Console.WriteLine($"{title}; own lag p50/p99 {figures.OwnLagP50:F0} / {figures.OwnLagP99:F0} µs");
        Console.WriteLine("  clock            reported       true    error µs   allowed µs");
        foreach (var (clock, times) in truth)
        {
            foreach (var (i, name) in Percentiles.Index())
            {
                var error = figures.Times[clock][i] - times[i];
                var allowed = Math.Max(1000, times[i] * 0.02);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"  {clock} {name} {figures.Times[clock][i], 15:F0} {times[i], 10:F0} {error, 11:F0} {allowed, 12:F0}{(Math.Abs(error) > allowed ? "  over" : "")}"
                    )
                );
            }
        }
    }
}
