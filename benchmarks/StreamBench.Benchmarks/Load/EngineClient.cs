using System.Diagnostics;
using System.Net;
using StreamBench.Load.Clocks;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Schedules;

namespace StreamBench.Benchmarks.Load;

/// <summary>The engine itself, all its clocks and counters on.</summary>
internal static class EngineClient
{
    internal static async Task<ClientFigures> RunAsync(ClientOptions options)
    {
        DescriptorLimit.Raise((options.Streams * 2) + 1000);
        var before = Resident();
        var clock = new EngineClock(TimeProvider.System);
        var capacity = options.Rate > 0 ? options.Streams : (options.Streams / options.Loops) + 1;
        var warmUp = (long)(options.WarmUpSeconds * 1e9);
        var loops = Enumerable.Range(0, options.Loops).Select(i => Loop(options, clock, capacity, warmUp, i)).ToArray();
        foreach (var (loop, _) in loops)
        {
            loop.Start();
        }

        using var pacer = options.Rate > 0 ? Pace(options, clock, loops) : null;
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUpSeconds + options.Seconds), TimeProvider.System);
        var open = loops.Sum(l => l.Loop.Gauges.Open);
        var resident = Resident();
        var seconds = clock.Now;
        foreach (var (loop, _) in loops)
        {
            await loop.DisposeAsync();
        }

        return Figures(options, loops.Select(l => l.Loop).ToArray(), seconds, open, resident, before);
    }

    private static (EngineLoop<MeasuringVisitor> Loop, StartRing? Ring) Loop(
        ClientOptions options,
        EngineClock clock,
        int capacity,
        long warmUp,
        int index
    )
    {
        var key = new WebSocketKey(new Random(1));
        var spec = new RequestSpec { Url = options.Url, Framing = options.Framing };
        var address = new IPEndPoint(IPAddress.Parse(options.Url.Host), options.Url.Port);
        var loopOptions = new LoopOptions
        {
            Targets = [new LoopTarget(address, RequestTemplate.Parse(spec, key))],
            Capacity = capacity,
            SourceAddresses = [.. Enumerable.Range(1, options.Sources).Select(n => IPAddress.Parse($"127.0.0.{n + 1}"))],
        };
        var poller = options.Client == "sockets" ? new SocketPoller() : Pollers.Fastest();
        var ring = options.Rate > 0 ? new StartRing(4096) : null;
        var users = new ConstantUsers(clock, TimeSpan.Zero, first: index, step: options.Loops)
        {
            Target = options.Streams / options.Loops,
        };
        var visitor = new MeasuringVisitor(capacity, warmUp, options.Url.Query.Contains("interval", StringComparison.Ordinal));
        IStartSource source = ring is null ? users : ring;
        return (new EngineLoop<MeasuringVisitor>(loopOptions, poller, clock, source, visitor), ring);
    }

    private static Pacer Pace(
        ClientOptions options,
        EngineClock clock,
        (EngineLoop<MeasuringVisitor> Loop, StartRing? Ring)[] loops
    )
    {
        var begin = clock.Now + 100_000_000;
        var gap = 1_000_000_000L / options.Rate;
        var schedule = Endless().Select(n => new Arrival(n, begin + (n * gap), 0, n, IsWarmUp: false));
        var pacer = new Pacer(clock, schedule, [.. loops.Select(l => (l.Ring!, (Action)l.Loop.Wake))]);
        pacer.Start();
        return pacer;

        static IEnumerable<long> Endless()
        {
            for (var n = 0L; ; n++)
            {
                yield return n;
            }
        }
    }

    private static ClientFigures Figures(
        ClientOptions options,
        EngineLoop<MeasuringVisitor>[] loops,
        long endedAt,
        int open,
        double resident,
        double before
    )
    {
        var warm = loops[0].Visitor.Warm;
        var now = RunMark.Take(endedAt, 0);
        var events = loops.Sum(l => l.Visitor.Events - l.Visitor.Warm.Events);
        var seconds = (endedAt - warm.At) / 1e9;
        var first = loops[0].Visitor;
        return new ClientFigures
        {
            Client = options.Client,
            Events = events,
            EventsPerSecond = events / seconds,
            CpuMicrosecondsPerEvent = (now.Cpu - warm.Cpu).TotalMicroseconds / events,
            AllocatedBytesPerEvent = (double)(now.Allocated - warm.Allocated) / events,
            Gen0 = now.Gen0 - warm.Gen0,
            Gen1And2 = now.Gen1And2 - warm.Gen1And2,
            Streams = loops.Sum(l => l.Gauges.Ended),
            Open = open,
            Failed = loops.Sum(l => l.Visitor.Failed),
            OutOfOrder = loops.Sum(l => l.Visitor.OutOfOrder),
            ResidentMegabytes = resident,
            KilobytesPerStream = (resident - before) * 1024 / Math.Max(1, open),
            OwnLagP50 = first.Microseconds(Clock.Handling, 50),
            OwnLagP99 = first.Microseconds(Clock.Handling, 99),
            GapP50 = first.Microseconds(Clock.Gap, 50),
            FirstEventP50 = first.Microseconds(Clock.FirstEvent, 50),
            StartLagP50 = first.Microseconds(Clock.Schedule, 50),
            StartLagP99 = first.Microseconds(Clock.Schedule, 99),
            LagP99 = first.Microseconds(Clock.Lag, 99),
        };
    }

    private static double Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }
}
