namespace StreamBench.Benchmarks.Load;

/// <summary>
/// The path over SocketsHttpHandler: HTTP/1.1, HTTP/2 and both with TLS, beside WebSocket on the fast path; and the transports that it
/// alone has, beside event streams of the same server.
/// </summary>
internal static class PortableBenchmark
{
    private const int KestrelPort = Bench.Port + 10;

    /// <summary>The transports that have no other path, beside event streams of the same server.</summary>
    internal static async Task RunRoadsAsync()
    {
        using var kestrel = Children.StartSelf(0, "kestrel", $"{KestrelPort}");
        try
        {
            await Bench.UntilListeningAsync(KestrelPort + 2);
            var (http2, http1) = ($"http://127.0.0.1:{KestrelPort}/", $"http://127.0.0.1:{KestrelPort + 2}/");
            await CompareAsync("sse over HTTP/1.1", http1, ["--client", "portable"]);
            await CompareAsync("sse over HTTP/2", http2, ["--client", "portable", "--http", "2.0"]);
            foreach (var road in FirehoseRoads.Names)
            {
                string[] version = road == "grpc" ? ["--http", "2.0"] : [];
                await CompareAsync(
                    road,
                    road == "grpc" ? http2 : http1,
                    ["--client", "portable", "--road", road, .. version]
                );
            }
        }
        finally
        {
            Children.Stop(kestrel);
        }
    }

    internal static async Task RunAsync()
    {
        using var firehose = Children.StartSelf(0, "serve", $"{Bench.Port}");
        using var kestrel = Children.StartSelf(0, "kestrel", $"{KestrelPort}");
        try
        {
            await Bench.UntilListeningAsync();
            await Bench.UntilListeningAsync(KestrelPort + 1);
            var tls = $"https://localhost:{KestrelPort + 1}/";
            await CompareAsync("HTTP/1.1", $"{Bench.Url}?events=20000", ["--client", "portable"]);
            await CompareAsync("HTTP/2", $"http://127.0.0.1:{KestrelPort}/", ["--client", "portable", "--http", "2.0"]);
            await CompareAsync("HTTP/1.1 with TLS", tls, ["--client", "portable"]);
            await CompareAsync("HTTP/2 with TLS", tls, ["--client", "portable", "--http", "2.0"]);
            await CompareAsync(
                "WebSocket on the fast path",
                $"ws://127.0.0.1:{Bench.Port}/?events=20000",
                ["--framing", "WebSocket"]
            );
        }
        finally
        {
            Children.Stop(firehose);
            Children.Stop(kestrel);
        }
    }

    private static async Task CompareAsync(string title, string url, string[] how)
    {
        var table = new FigureTable($"firehose, 100 streams, {title}");
        for (var round = 0; round < Bench.Rounds; round++)
        {
            table.Add(await Bench.MeasureAsync(how, ["--url", url, "--streams", "100"]));
        }

        table.Print();
    }
}
