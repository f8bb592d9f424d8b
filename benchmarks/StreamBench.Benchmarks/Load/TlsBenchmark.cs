using System.Diagnostics;

namespace StreamBench.Benchmarks.Load;

/// <summary>TLS over the engine's own sockets beside TLS over SocketsHttpHandler, client and client in turns.</summary>
internal static class TlsBenchmark
{
    private const int KestrelPort = Bench.Port + 10;
    private const int Few = 200;
    private const int Many = 1500;

    private static readonly string[] Clients = ["engine", "portable"];

    private static string Url => $"https://localhost:{KestrelPort + 1}/";

    internal static async Task RunAsync()
    {
        using (var server = await StartAsync())
        {
            // The engine shakes hands for every stream, where SocketsHttpHandler keeps its connections.
            await CompareAsync("1,000,000 events each", $"{Url}long");
            await CompareAsync("20,000 events each", Url);
            Children.Stop(server);
        }

        Console.WriteLine("held streams     few     MB    many     MB   KiB a stream");
        foreach (var client in Clients)
        {
            var (less, more) = (await HoldAsync(client, Few), await HoldAsync(client, Many));
            MemoryBenchmark.Print(client, less, more);
        }
    }

    private static async Task CompareAsync(string length, string url)
    {
        var table = new FigureTable($"firehose with TLS, 100 streams of {length}");
        for (var round = 0; round < Bench.Rounds; round++)
        {
            foreach (var client in Clients)
            {
                table.Add(await Bench.MeasureAsync(["--client", client, "--url", url, "--streams", "100"]));
            }
        }

        table.Print();
    }

    private static async Task<ClientFigures> HoldAsync(string client, int streams)
    {
        using var server = await StartAsync();
        try
        {
            return await Bench.MeasureAsync([
                "--client",
                client,
                "--url",
                $"{Url}held",
                "--streams",
                $"{streams}",
                "--warm-up",
                "9",
                "--seconds",
                "1",
            ]);
        }
        finally
        {
            Children.Stop(server);
        }
    }

    private static async Task<Process> StartAsync()
    {
        var server = Children.StartSelf(0, "kestrel", $"{KestrelPort}");
        await Bench.UntilListeningAsync(KestrelPort + 1);
        return server;
    }
}
