using System.Text.Json;

namespace StreamBench.Benchmarks.Load;

/// <summary>The load engine beside a C client and a plain HttpClient.</summary>
internal static class LoadBenchmark
{
    internal static async Task<int> RunAsync(string[] args)
    {
        if (args is ["scan"])
        {
            ScanBenchmark.Run();
            return 0;
        }

        var options = ClientOptions.Parse(args[1..]);
        var figures = await EngineClient.RunAsync(options);
        Console.WriteLine(JsonSerializer.Serialize(figures, ClientFiguresJson.Default.ClientFigures));
        return 0;
    }
}
