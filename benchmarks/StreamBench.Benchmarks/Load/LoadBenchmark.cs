using System.Text.Json;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// The load engine, question by question. <c>--yardstick DIR</c> sets it beside <c>DIR/sse_server</c> and <c>DIR/sse_client</c>,
/// written in C, where a question has them.
/// </summary>
internal static class LoadBenchmark
{
    internal static async Task<int> RunAsync(string[] args)
    {
        var yardstick = args is [.., "--yardstick", var folder] ? folder : null;
        switch (yardstick is null ? args : args[..^2])
        {
            case []:
                await FirehoseBenchmark.RunAsync(yardstick);
                return 0;
            case ["scan"]:
                ScanBenchmark.Run();
                return 0;
            case ["verify"]:
                await VerifyBenchmark.RunAsync();
                return 0;
            case ["accuracy"]:
                await AccuracyBenchmark.RunAsync();
                return 0;
            case ["paced", var streams]:
                await PacedBenchmark.RunAsync(int.Parse(streams), yardstick);
                return 0;
            case ["memory"]:
                await MemoryBenchmark.RunAsync();
                return 0;
            case ["starts"]:
                await StartsBenchmark.RunAsync();
                return 0;
            case ["stop"]:
                await StopBenchmark.RunAsync();
                return 0;
            case ["threads"]:
                await ThreadsBenchmark.RunAsync();
                return 0;
            case ["portable"]:
                await PortableBenchmark.RunAsync();
                return 0;
            case ["tls"]:
                await TlsBenchmark.RunAsync();
                return 0;
            case ["transports"]:
                await PortableBenchmark.RunRoadsAsync();
                return 0;
            case ["serve", var port]:
                await FirehoseServer.RunAsync(int.Parse(port));
                return 0;
            case ["pace", .. var rest]:
                using (var server = new PacedServer(PacedServerOptions.Parse(rest)))
                {
                    server.Run();
                }

                return 0;
            case ["kestrel", var port]:
                await KestrelFirehose.RunAsync(int.Parse(port));
                return 0;
            case ["client", .. var rest]:
                var figures = await ClientAsync(ClientOptions.Parse(rest));
                Console.WriteLine(JsonSerializer.Serialize(figures, ClientFiguresJson.Default.ClientFigures));
                return 0;
            default:
                Console.Error.WriteLine(
                    "load [scan | verify | accuracy | paced STREAMS | memory | starts | stop | threads | portable | tls | transports] [--yardstick DIR]"
                );
                return 2;
        }
    }

    private static Task<ClientFigures> ClientAsync(ClientOptions options) =>
        options.Client switch
        {
            "plain" => PlainClient.RunAsync(options),
            "portable" => PortableClient.RunAsync(options),
            "verified" or "unverified" or "held" => TurnClient.RunAsync(options),
            _ => EngineClient.RunAsync(options),
        };
}
