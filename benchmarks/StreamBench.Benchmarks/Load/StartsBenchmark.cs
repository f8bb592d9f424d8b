namespace StreamBench.Benchmarks.Load;

/// <summary>An open model: how late streams begin that are due a thousand times a second.</summary>
internal static class StartsBenchmark
{
    internal static async Task RunAsync()
    {
        var turn = new PacedServerOptions
        {
            Port = Bench.Port,
            Events = 5,
            Interval = 2,
            First = 1,
        };
        using var server = Children.StartSelf(0, ["pace", .. turn.ToArgs()]);
        try
        {
            await Bench.UntilListeningAsync();
            var table = new FigureTable("open model, 1,000 starts/s of short turns");
            for (var round = 0; round < Bench.Rounds; round++)
            {
                foreach (var client in new[] { "engine", "verified" })
                {
                    table.Add(
                        await Bench.MeasureAsync(
                            ["--client", client, "--url", Bench.Url, "--streams", "1000", "--rate", "1000"],
                            ["--warm-up", "2", "--seconds", "6"]
                        )
                    );
                }
            }

            table.Print();
        }
        finally
        {
            Children.Stop(server);
        }
    }
}
