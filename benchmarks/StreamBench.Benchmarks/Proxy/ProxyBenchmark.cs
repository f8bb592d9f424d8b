using System.Collections.Immutable;
using StreamBench.FaultProxy.Toxics;

namespace StreamBench.Benchmarks.Proxy;

/// <summary>The fault proxy beside a direct connection and two plain copy loops, in one run.</summary>
internal static class ProxyBenchmark
{
    private static readonly Relay[] Relays = [Relay.Direct, Relay.CopyLoops, Relay.FaultProxy];

    private static readonly (string Name, Func<Task> RunAsync)[] Measures =
    [
        ("ping", PingAsync),
        ("bytes", ThroughputAsync),
        ("rate", RateAsync),
        ("latency", LatencyToxicAsync),
        ("held", HeldAsync),
    ];

    /// <summary>Measures everything, or what the arguments name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is [HeldConnections.ChildArgument, var upstream])
            return await HeldConnections.HoldAsync(upstream);
        foreach (var (name, measureAsync) in Measures)
        {
            if (args.Length == 0 || args.Contains(name))
                await measureAsync();
        }
        return 0;
    }

    private static async Task PingAsync()
    {
        var direct = await PingPong.MeasureAsync(Relay.Direct);
        Console.WriteLine(
            $"ping-pong       direct           p50 {direct.P50.TotalMicroseconds:F1} µs, p99 {direct.P99.TotalMicroseconds:F1} µs"
        );
        foreach (var relay in Relays[1..])
        {
            var (p50, p99) = await PingPong.MeasureAsync(relay);
            Console.WriteLine(
                $"ping-pong       {relay.Name, -16} p50 +{(p50 - direct.P50).TotalMicroseconds:F1} µs, p99 +{(p99 - direct.P99).TotalMicroseconds:F1} µs      aim: +15, +30"
            );
        }
    }

    private static async Task ThroughputAsync()
    {
        foreach (var relay in Relays)
        {
            var (speed, cpu) = await Throughput.MeasureAsync(relay);
            Console.WriteLine(
                $"throughput      {relay.Name, -16} {speed:N0} MB/s, {cpu:F2} CPU s a GB      aim: 2,000 MB/s"
            );
        }
    }

    private static async Task RateAsync()
    {
        foreach (var relay in Relays)
            Console.WriteLine(
                $"connections     {relay.Name, -16} {await ConnectionRate.MeasureAsync(relay):N0} a second      aim: 10,000"
            );
    }

    private static async Task LatencyToxicAsync()
    {
        var tenMilliseconds = new ToxicConfig
        {
            Type = "latency",
            Attributes = ImmutableDictionary<string, decimal>.Empty.Add("latency", 10),
        };
        var (p50, p99) = await PingPong.MeasureAsync(Relay.Proxied("latency 10 ms", tenMilliseconds), rounds: 300);
        Console.WriteLine(
            $"latency 10 ms   fault proxy      p50 {p50.TotalMilliseconds:F2} ms, p99 {p99.TotalMilliseconds:F2} ms      aim: p50 within 0.5 ms"
        );
    }

    private static async Task HeldAsync()
    {
        var (before, held) = await HeldConnections.MeasureAsync();
        Console.WriteLine(
            $"held            fault proxy      {HeldConnections.Count:N0} connections: {held:F0} MB, {before:F0} MB before      aim: 10,000 under 300 MB"
        );
    }
}
