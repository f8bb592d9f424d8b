namespace StreamBench.Benchmarks.Load;

/// <summary>Whole runs of the native dialect: every turn read as JSON, reduced and compared, or none; beside the plain client.</summary>
internal static class VerifyBenchmark
{
    internal static async Task RunAsync()
    {
        using var server = Children.StartSelf(0, "serve", $"{Bench.Port}");
        try
        {
            await Bench.UntilListeningAsync();
            var table = new FigureTable("native turns of 20,000 events, 100 streams");
            for (var round = 0; round < Bench.Rounds; round++)
            {
                table.Add(await MeasureAsync("verified", Bench.Url));
                table.Add(await MeasureAsync("unverified", Bench.Url));
                table.Add(await MeasureAsync("plain", $"{Bench.Url}v1/conversations/plain/events")); // the same bytes
            }

            table.Print();
        }
        finally
        {
            Children.Stop(server);
        }
    }

    private static Task<ClientFigures> MeasureAsync(string client, string url) =>
        Bench.MeasureAsync(["--client", client, "--url", url, "--streams", "100", "--warm-up", "2"]);
}
