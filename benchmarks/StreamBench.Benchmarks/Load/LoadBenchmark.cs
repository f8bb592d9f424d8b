using System.Text.Json;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// The load engine beside a plain HttpClient and, with <c>--yardstick DIR</c>, beside <c>DIR/sse_server</c> and
/// <c>DIR/sse_client</c> written in C. Clients take turns, so that a busy machine is busy for all of them.
/// </summary>
internal static class LoadBenchmark
{
    private const int Rounds = 3;
    private const int Port = 9178;

    internal static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["scan"]:
                ScanBenchmark.Run();
                return 0;
            case ["verify"]:
                await VerifyAsync();
                return 0;
            case ["serve", var port]:
                await FirehoseServer.RunAsync(int.Parse(port));
                return 0;
            case ["client", .. var rest]:
                var figures = await ClientAsync(ClientOptions.Parse(rest));
                Console.WriteLine(JsonSerializer.Serialize(figures, ClientFiguresJson.Default.ClientFigures));
                return 0;
            default:
                var yardstick = args is ["--yardstick", var folder] ? folder : null;
                await CompareAsync(yardstick);
                return 0;
        }
    }

    private static Task<ClientFigures> ClientAsync(ClientOptions options) =>
        options.Client switch
        {
            "plain" => PlainClient.RunAsync(options),
            "portable" => PortableClient.RunAsync(options),
            "verified" or "unverified" => TurnClient.RunAsync(options),
            _ => EngineClient.RunAsync(options),
        };

    /// <summary>Whole runs of the native dialect: every turn read as JSON, reduced and compared, or none; beside the plain client.</summary>
    private static async Task VerifyAsync()
    {
        var url = $"http://127.0.0.1:{Port}/";
        using var server = Children.StartSelf(0, "serve", $"{Port}");
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            var table = new FigureTable("native turns of 20,000 events, 100 streams");
            for (var round = 0; round < Rounds; round++)
            {
                foreach (var client in new[] { "verified", "unverified" })
                {
                    table.Add(
                        await MeasureAsync("--client", client, "--url", url, "--streams", "100", "--warm-up", "2")
                    );
                }

                var same = $"{url}v1/conversations/plain/events"; // the same bytes for all
                table.Add(await MeasureAsync("--client", "plain", "--url", same, "--streams", "100", "--warm-up", "2"));
            }

            table.Print();
        }
        finally
        {
            server.Kill();
        }
    }

    private static async Task CompareAsync(string? yardstick)
    {
        var url = $"http://127.0.0.1:{Port}/";
        using var own = Children.StartSelf(0, "serve", $"{Port + 1}");
        using var server = yardstick is null
            ? Children.StartSelf(0, "serve", $"{Port}")
            : Children.Start(0, Path.Combine(yardstick, "sse_server"), "--port", $"{Port}");
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            foreach (var streams in new[] { 1, 100, 1000 })
            {
                var table = new FigureTable($"firehose, {streams} streams");
                for (var round = 0; round < Rounds; round++)
                {
                    var query = $"?events={(streams == 1 ? 200_000 : 20_000)}&size=16";
                    await AddYardstickAsync(table, yardstick, streams, 2, query);
                    foreach (var client in new[] { "engine", "sockets", "portable", "plain" })
                    {
                        table.Add(
                            await MeasureAsync("--client", client, "--url", url + query, "--streams", $"{streams}")
                        );
                    }
                }

                table.Print();
            }

            var sockets = new FigureTable("WebSocket firehose, 100 streams");
            for (var round = 0; round < Rounds; round++)
            {
                var target = $"ws://127.0.0.1:{Port + 1}/?events=20000";
                sockets.Add(await MeasureAsync("--framing", "WebSocket", "--url", target, "--streams", "100"));
            }

            sockets.Print();
            if (yardstick is not null)
            {
                await PacedAsync(yardstick, url);
            }
        }
        finally
        {
            server.Kill();
            own.Kill();
        }
    }

    private static async Task PacedAsync(string yardstick, string url)
    {
        foreach (var streams in new[] { 5000, 7500 })
        {
            var table = new FigureTable($"paced, {streams} streams of 20 events/s");
            for (var round = 0; round < Rounds; round++)
            {
                const string Query = "?events=100000&interval=50&size=16";
                await AddYardstickAsync(table, yardstick, streams, 8, Query);
                table.Add(
                    await MeasureAsync(
                        "--url",
                        url + Query,
                        "--streams",
                        $"{streams}",
                        "--rate",
                        "2500",
                        "--starts",
                        $"{streams}",
                        "--warm-up",
                        "4",
                        "--seconds",
                        "4"
                    )
                );
            }

            table.Print();
        }

        var open = new FigureTable("open model, 1,000 starts/s of one event each");
        for (var round = 0; round < Rounds; round++)
        {
            open.Add(await MeasureAsync("--url", $"{url}?events=1&interval=1", "--streams", "1000", "--rate", "1000"));
        }

        open.Print();
    }

    private static Task<ClientFigures> MeasureAsync(params string[] args) =>
        Children.FiguresAsync(Children.StartSelf(1, ["client", .. args]));

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
            string[] args = ["parse", $"{streams}", $"{seconds}", "/" + query, $"{Port}", "2500"];
            table.Add(await Children.YardstickFiguresAsync(Children.Start(1, client, args)));
        }
    }
}
