using System.Collections.Immutable;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>
/// The fault proxy beside a direct connection and two plain copy loops. All take turns, so that a machine which slows down slows
/// them all; the figures are medians of the rounds.
/// </summary>
internal sealed class ProxyBenchmark
{
    private const int Rounds = 3;
    private const int PingBlocks = 10;
    private const int PingsInBlock = 2_000;

    private readonly ImmutableArray<Route> routes;

    private ProxyBenchmark(IEnumerable<string> otherRelays) =>
        routes = [
            Route.Direct,
            Route.Through(Relay.CopyLoops),
            .. otherRelays.Select(Route.Through),
            Route.Through(Relay.FaultProxy),
        ];

    /// <summary>Measures everything, or what the arguments name; an argument with a slash is another relay to compare with.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [RelayProcess.ChildArgument, var name, var server])
            return await RelayProcess.RunAsync(name, server);
        var benchmark = new ProxyBenchmark(args.Where(IsProgram));
        (string Name, Func<Task> RunAsync)[] measures =
        [
            ("ping", benchmark.PingAsync),
            ("bytes", benchmark.ThroughputAsync),
            ("rate", benchmark.RateAsync),
            ("latency", LatencyToxicAsync),
            ("held", HeldAsync),
        ];
        foreach (var (measure, runAsync) in measures)
        {
            if (args.All(IsProgram) || args.Contains(measure))
                await runAsync();
        }
        return 0;
    }

    private static bool IsProgram(string argument) => argument.Contains('/', StringComparison.Ordinal);

    private async Task PingAsync()
    {
        var pings = new List<PingPong>();
        foreach (var route in routes)
            pings.Add(await PingPong.OpenAsync(route));
        foreach (var ping in pings)
        {
            await ping.RunAsync(PingsInBlock);
            ping.ForgetTimes();
        }
        for (var block = 0; block < PingBlocks; block++)
        {
            foreach (var ping in pings)
                await ping.RunAsync(PingsInBlock);
        }

        var direct = (P50: pings[0].Percentile(50), P99: pings[0].Percentile(99));
        Print("ping-pong", pings[0].Name, $"p50 {Micro(direct.P50)}, p99 {Micro(direct.P99)}", "");
        foreach (var ping in pings[1..])
        {
            var (p50, p99) = (ping.Percentile(50) - direct.P50, ping.Percentile(99) - direct.P99);
            Print("ping-pong", ping.Name, $"p50 +{Micro(p50)}, p99 +{Micro(p99)}", "+15, +30");
        }
        foreach (var ping in pings)
            await ping.DisposeAsync();
    }

    private async Task ThroughputAsync()
    {
        foreach (var (route, results) in await TakeTurnsAsync(Throughput.MeasureAsync))
        {
            var (speed, cpu) = results.OrderBy(result => result.MegabytesPerSecond).ElementAt(Rounds / 2);
            Print("throughput", route.Name, $"{speed:N0} MB/s, {cpu:F2} CPU s a GB", "2,000 MB/s");
        }
    }

    private async Task RateAsync()
    {
        foreach (var (route, results) in await TakeTurnsAsync(ConnectionRate.MeasureAsync))
            Print("connections", route.Name, $"{results.Order().ElementAt(Rounds / 2):N0} a second", "10,000");
    }

    private static async Task LatencyToxicAsync()
    {
        await using var ping = await PingPong.OpenAsync(Route.Through(Relay.TenMilliseconds));
        await ping.RunAsync(30);
        ping.ForgetTimes();
        await ping.RunAsync(300);
        var (p50, p99) = (ping.Percentile(50).TotalMilliseconds, ping.Percentile(99).TotalMilliseconds);
        Print("latency toxic", ping.Name, $"p50 {p50:F2} ms, p99 {p99:F2} ms", "p50 within 0.5 ms");
    }

    private static async Task HeldAsync()
    {
        var (before, held) = await HeldConnections.MeasureAsync();
        var result = $"{HeldConnections.Count:N0} connections: {held:F0} MB, {before:F0} MB before";
        Print("held", Relay.FaultProxy.Name, result, "10,000 under 300 MB");
    }

    private async Task<List<(Route Route, List<T> Results)>> TakeTurnsAsync<T>(Func<Route, Task<T>> measureAsync)
    {
        var all = routes.Select(route => (Route: route, Results: new List<T>())).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (route, results) in all)
                results.Add(await measureAsync(route));
        }
        return all;
    }

    private static string Micro(TimeSpan time) => $"{time.TotalMicroseconds:F1} µs";

    private static void Print(string what, string route, string result, string aim) =>
        Console.WriteLine($"{what, -15} {route, -16} {result, -40} {(aim.Length > 0 ? $"aim: {aim}" : "")}".TrimEnd());
}
