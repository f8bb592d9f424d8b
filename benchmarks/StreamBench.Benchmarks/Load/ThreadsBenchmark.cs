using System.Diagnostics;
using System.Net;
using StreamBench.Load.Clocks;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Schedules;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// Two engine threads beside one, on what needs no server: a machine with two cores has none left for it. And how long it takes
/// from wanting a thread to its first stream.
/// </summary>
internal static class ThreadsBenchmark
{
    private const int Starts = 9;
    private const int Rounds = 9;

    internal static async Task RunAsync()
    {
        var times = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            times.Add(await StartAsync());
        }

        Console.WriteLine(
            $"start-up of an engine thread until its first stream begins: {times[0]:F1} ms cold, {times.Skip(1).Order().ElementAt(Starts / 2 - 1):F2} ms after that"
        );
        Console.WriteLine($"two threads do, of the work of one: nothing but arithmetic {Twice(Count):F2} times,");
        Console.WriteLine($"  chunks, events, clocks and counters {Twice(ScanBenchmark.RecordAll):F2} times");
    }

    // What two cores give at best is the machine's affair, and on a virtual one not always two.
    private static double Twice(Action work)
    {
        var rates = new double[3];
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var count in new[] { 1, 2 })
            {
                var from = Stopwatch.GetTimestamp();
                var threads = Enumerable.Range(0, count).Select(_ => new Thread(() => work())).ToList();
                threads.ForEach(thread => thread.Start());
                threads.ForEach(thread => thread.Join());
                rates[count] = Math.Max(rates[count], count / Stopwatch.GetElapsedTime(from).TotalSeconds);
            }
        }

        return rates[2] / rates[1];
    }

    private static void Count()
    {
        var random = 1UL;
        for (var i = 0; i < 100_000_000; i++)
        {
            random = (random * 6364136223846793005UL) + 1442695040888963407UL;
        }

        GC.KeepAlive(random);
    }

    private static async Task<double> StartAsync()
    {
        var from = Stopwatch.GetTimestamp();
        var clock = new EngineClock(TimeProvider.System);
        var nobody = new IPEndPoint(IPAddress.Loopback, 9);
        var request = RequestTemplate.Parse(
            new RequestSpec { Url = new Uri($"http://{nobody}/") },
            new WebSocketKey(new Random(1))
        );
        var ring = new StartRing(16);
        ring.TryWrite(new Arrival(0, clock.Now, 0, 0, IsWarmUp: false));
        var loop = new EngineLoop<MeasuringVisitor>(
            new LoopOptions { Targets = [new LoopTarget(nobody, request)], Capacity = 10_000 },
            Pollers.Fastest(),
            clock,
            ring,
            new MeasuringVisitor(10_000, 0, readStamps: false)
        );
        var before = Stopwatch.GetElapsedTime(from);
        loop.Start();
        while (ring.NextDue < long.MaxValue)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        await loop.DisposeAsync();
        loop.Visitor.Cut(clock.Now);
        // The stream was due when the ring was written.
        return before.TotalMilliseconds + (loop.Visitor.Microseconds(Clock.Schedule, 100) / 1000);
    }
}
