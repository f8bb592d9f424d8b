using System.Diagnostics;
using System.Globalization;

namespace StreamBench.Benchmarks.Serve;

/// <summary>
/// Does the fake agent keep its pace? Many conversations stream paced turns from a server process that is pinned to one core,
/// while this process, on the others, notes when each event arrives.
/// </summary>
/// <remarks>
/// On two quiet cores of an AMD EPYC, 2,000 conversations for 30 s: lag p50 4.0 ms, p99 54 ms (median of twelve); 21 µs of CPU an
/// event. With compilers at work on the same cores p99 exceeds 100 ms: run it alone.
/// </remarks>
internal static class ServeBenchmark
{
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(50);

    // The compiler does its work before the clock starts.
    private static readonly ServePlan WarmUp = new(Conversations: 1_000, Seconds: 10);

    /// <summary><c>[CONVERSATIONS=2000] [SECONDS=30]</c>; exit code 1 when p99 of the lag exceeds 50 ms or an event is missing.</summary>
    internal static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--server"])
        {
            return await PacedServer.RunAsync();
        }

        var plan = new ServePlan(
            Number(args.ElementAtOrDefault(0) ?? "2000"),
            Number(args.ElementAtOrDefault(1) ?? "30")
        );
        using var server = PacedServer.Start();
        var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
        Pin(server, onFirstCore: true);
        Pin(Process.GetCurrentProcess(), onFirstCore: false);

        Console.WriteLine(
            $"{plan.Conversations:N0} conversations at {ServePlan.EventsPerSecond} events/s for {plan.Seconds} s"
        );
        PacedStream.RunAll(WarmUp, address);
        var before = server.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var streams = PacedStream.RunAll(plan, address);
        var busy = server.TotalProcessorTime - before;
        await server.StandardInput.WriteLineAsync();
        Console.WriteLine(await server.StandardOutput.ReadLineAsync());
        await server.WaitForExitAsync();
        return Report(plan, streams, busy, clock.Elapsed);
    }

    private static int Report(ServePlan plan, PacedStream[] streams, TimeSpan busy, TimeSpan elapsed)
    {
        var lags = streams.SelectMany(s => s.Lags()).Order().ToArray();
        var expected = plan.Conversations * plan.Events;
        Console.WriteLine($"events     {lags.Length:N0} of {expected:N0}");
        foreach (
            var (name, share) in new[] { ("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999), ("max", 1.0) }
        )
        {
            Console.WriteLine($"lag {name, -6} {At(lags, share).TotalMilliseconds, 8:F2} ms");
        }

        Console.WriteLine(
            $"server     {busy.TotalMicroseconds / lags.Length:F1} µs of CPU an event, {busy / elapsed:P0} of one core"
        );
        return lags.Length == expected && At(lags, 0.99) <= Bound ? 0 : 1;
    }

    private static TimeSpan At(TimeSpan[] sorted, double share) =>
        sorted[Math.Min((int)(sorted.Length * share), sorted.Length - 1)];

    private static void Pin(Process process, bool onFirstCore)
    {
        if (OperatingSystem.IsLinux() && Environment.ProcessorCount > 1)
        {
            process.ProcessorAffinity = onFirstCore ? 1 : (nint)((1L << Environment.ProcessorCount) - 2);
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
