namespace StreamBench.Benchmarks.Load;

/// <summary>
/// What a stream costs that is open and silent: the resident memory of processes that hold few and many. What a process needs
/// without any stream is in neither difference.
/// </summary>
internal static class MemoryBenchmark
{
    /// <summary>A process may hold 20,000 descriptors on many systems; the rest takes more processes.</summary>
    private const int MostOfOne = 16_700;
    private const int StartsPerSecond = 2500;

    internal static async Task RunAsync()
    {
        Console.WriteLine("held streams     few     MB    many     MB   KiB a stream");
        await CompareAsync("engine", 1000, 10_000);
        await CompareAsync("sockets", 1000, 10_000);
        await CompareAsync("portable", 500, 4000);
        await CompareAsync("held", 1000, 10_000);
        await CrowdAsync(50_000);
    }

    private static async Task CompareAsync(string client, int few, int many)
    {
        Print(client, await HoldOneAsync(client, few), await HoldOneAsync(client, many));
    }

    /// <summary>A line of the table: two processes, and what the streams cost by which one holds more.</summary>
    internal static void Print(string client, ClientFigures less, ClientFigures more)
    {
        if (less.Failed + more.Failed > 0)
        {
            throw new InvalidOperationException($"{client}: {less.Failed} and {more.Failed} streams were lost");
        }

        var each = (more.ResidentMegabytes - less.ResidentMegabytes) * 1024 / (more.Open - less.Open);
        Console.WriteLine(
            $"  {client, -12} {less.Open, 6} {less.ResidentMegabytes, 6:F1}  {more.Open, 6} {more.ResidentMegabytes, 6:F1} {each, 14:F2}"
        );
    }

    private static async Task CrowdAsync(int wanted)
    {
        var parts = (wanted + MostOfOne - 1) / MostOfOne;
        var servers = Enumerable.Range(0, parts).Select(Start).ToList();
        try
        {
            var clients = new List<Task<ClientFigures>>();
            foreach (var i in Enumerable.Range(0, parts))
            {
                await Bench.UntilListeningAsync(Bench.Port + i);
                // All of them together connect no faster than one alone.
                clients.Add(HoldAsync("engine", wanted / parts, Bench.Port + i, StartsPerSecond / parts));
            }

            var figures = await Task.WhenAll(clients);
            Console.WriteLine(
                $"{wanted} asked of {parts} processes: {figures.Sum(f => f.Open)} open at once, {figures.Sum(f => f.Failed)} failed, {figures.Sum(f => f.ResidentMegabytes):F0} MB in all"
            );
        }
        finally
        {
            servers.ForEach(Children.Stop);
        }
    }

    // A server that is silent does not learn that its clients have left: each has its own.
    private static async Task<ClientFigures> HoldOneAsync(string client, int streams)
    {
        using var server = Start(0);
        try
        {
            await Bench.UntilListeningAsync();
            return await HoldAsync(client, streams);
        }
        finally
        {
            Children.Stop(server);
        }
    }

    private static Task<ClientFigures> HoldAsync(
        string client,
        int streams,
        int port = Bench.Port,
        int startsPerSecond = StartsPerSecond
    )
    {
        var url = $"http://127.0.0.1:{port}/";
        string[] held = client == "held" ? ["--watchers", $"{streams}"] : ["--streams", $"{streams}"];
        string[] paced = client is "engine" or "sockets"
            ? ["--rate", $"{startsPerSecond}", "--starts", $"{streams}"]
            : [];
        var warmUp = (streams / startsPerSecond) + 10;
        return Bench.MeasureAsync(
            ["--client", client, "--url", url, "--warm-up", $"{warmUp}", "--seconds", "3"],
            held,
            paced
        );
    }

    private static System.Diagnostics.Process Start(int number) =>
        Children.StartSelf(0, ["pace", .. new PacedServerOptions { Port = Bench.Port + number }.ToArgs()]);
}
