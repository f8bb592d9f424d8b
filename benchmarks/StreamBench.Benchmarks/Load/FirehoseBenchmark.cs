namespace StreamBench.Benchmarks.Load;

/// <summary>
/// Events as fast as a client takes them: the engine beside a plain HttpClient and, with a yardstick, beside a client in C.
/// Clients take turns, so that a busy machine is busy for all of them.
/// </summary>
internal static class FirehoseBenchmark
{
    internal static async Task RunAsync(string? yardstick)
    {
        using var server = yardstick is null
            ? Children.StartSelf(0, "serve", $"{Bench.Port}")
            : Children.Start(0, Path.Combine(yardstick, "sse_server"), "--port", $"{Bench.Port}");
        try
        {
            await Bench.UntilListeningAsync();
            foreach (var streams in new[] { 1, 100, 1000 })
            {
                var table = new FigureTable($"firehose, {streams} streams");
                for (var round = 0; round < Bench.Rounds; round++)
                {
                    var query = $"?events={(streams == 1 ? 200_000 : 20_000)}&size=16";
                    await AddYardstickAsync(table, yardstick, streams, 2, query);
                    foreach (var client in new[] { "engine", "sockets", "portable", "plain" })
                    {
                        table.Add(
                            await Bench.MeasureAsync([
                                "--client",
                                client,
                                "--url",
                                Bench.Url + query,
                                "--streams",
                                $"{streams}",
                            ])
                        );
                    }
                }

                table.Print();
            }
        }
        finally
        {
            Children.Stop(server);
        }
    }

    private static async Task AddYardstickAsync(
        FigureTable table,
        string? folder,
        int streams,
        int seconds,
        string query
    )
    {
        if (folder is not null)
        {
            var client = Path.Combine(folder, "sse_client");
            string[] args = ["parse", $"{streams}", $"{seconds}", "/" + query, $"{Bench.Port}", "2500"];
            table.Add(await Children.YardstickFiguresAsync(Children.Start(1, client, args)));
        }
    }
}
