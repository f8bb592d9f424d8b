using System.Diagnostics;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// Thousands of native turns of 20 events a second, every one verified, beside a client in C that reads fields and verifies
/// nothing. CPU is counted in the same seconds, with all streams open, for both.
/// </summary>
internal static class PacedBenchmark
{
    private const int Interval = 50;
    private const int StartsPerSecond = 2500;
    private const int WarmUp = 4;
    private const int Seconds = 4;

    internal static async Task RunAsync(int streams, string? yardstick)
    {
        var table = new FigureTable($"paced, {streams} native streams of 20 events/s");
        for (var round = 0; round < Bench.Rounds; round++)
        {
            await MeasureAsync(table, streams, yardstick);
        }

        table.Print();
    }

    private static async Task MeasureAsync(FigureTable table, int streams, string? yardstick)
    {
        // Longer than the measured time, so that all streams are open in it.
        var turn = new PacedServerOptions
        {
            Port = Bench.Port,
            Events = 180,
            Interval = Interval,
        };
        using var server = Children.StartSelf(0, ["pace", .. turn.ToArgs()]);
        try
        {
            await Bench.UntilListeningAsync();
            if (yardstick is not null)
            {
                table.Add(await MeasureInCAsync(Path.Combine(yardstick, "sse_client"), streams));
            }

            foreach (var client in new[] { "verified", "unverified" })
            {
                table.Add(
                    await Bench.MeasureAsync(
                        ["--client", client, "--url", Bench.Url, "--streams", $"{streams}"],
                        ["--rate", $"{StartsPerSecond}", "--starts", $"{streams}"],
                        ["--warm-up", $"{WarmUp}", "--seconds", $"{Seconds}"]
                    )
                );
            }
        }
        finally
        {
            Children.Stop(server);
        }
    }

    // It prints the CPU of its whole life, connecting included; the system tells that of the seconds that count.
    private static async Task<ClientFigures> MeasureInCAsync(string program, int streams)
    {
        string[] args = ["parse", $"{streams}", $"{WarmUp + Seconds + 1}", "/", $"{Bench.Port}", $"{StartsPerSecond}"];
        var client = Children.Start(1, program, args);
        await Task.Delay(TimeSpan.FromSeconds(WarmUp), TimeProvider.System);
        client.Refresh();
        var (from, at) = (client.TotalProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(Seconds), TimeProvider.System);
        client.Refresh();
        var used = client.TotalProcessorTime - from;
        var events = Stopwatch.GetElapsedTime(at).TotalSeconds * streams * 1000 / Interval;
        return (await Children.YardstickFiguresAsync(client)) with
        {
            EventsPerSecond = events / Seconds,
            CpuMicrosecondsPerEvent = used.TotalMicroseconds / events,
        };
    }
}
