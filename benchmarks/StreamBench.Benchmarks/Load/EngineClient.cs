using System.Net;
using StreamBench.Load.Clocks;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Engine.Tls;
using StreamBench.Load.Schedules;

namespace StreamBench.Benchmarks.Load;

/// <summary>The engine itself, all its clocks and counters on.</summary>
internal static class EngineClient
{
    internal static async Task<ClientFigures> RunAsync(ClientOptions options)
    {
        var room = DescriptorLimit.RoomFor(options.Streams);
        if (room < options.Streams)
        {
            throw new InvalidOperationException(
                $"this process may hold {room} sockets; raise its hard limit of open files"
            );
        }

        var before = ResidentMemory.Megabytes;
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
        var resident = ResidentMemory.Megabytes;
        foreach (var (loop, _) in loops)
        {
            await loop.DisposeAsync();
        }

        return Figures(options, loops.Select(l => l.Loop).ToArray(), open, resident, before);
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
        var host = options.Url.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(options.Url.Host);
        var address = new IPEndPoint(host, options.Url.Port);
        var loopOptions = new LoopOptions
        {
            Targets = [new LoopTarget(address, RequestTemplate.Parse(spec, key))],
            Capacity = capacity,
            SourceAddresses =
            [
                .. Enumerable.Range(1, options.Sources).Select(n => IPAddress.Parse($"127.0.0.{n + 1}")),
            ],
        };
        var sockets = options.Client == "sockets" ? new SocketPoller() : Pollers.Fastest();
        // The benchmark's own server vouches for itself.
        var peers = TlsPeers.Of(loopOptions.Targets, ServerTrust.Of(ServerTrust.Anybody));
        var poller = peers.IsEmpty ? sockets : new TlsPoller(sockets, peers);
        var ring = options.Rate > 0 ? new StartRing(4096) : null;
        var users = new ConstantUsers(clock, TimeSpan.Zero, first: index, step: options.Loops)
        {
            Target = options.Streams / options.Loops,
        };
        var visitor = new MeasuringVisitor(
            capacity,
            warmUp,
            options.Url.Query.Contains("interval", StringComparison.Ordinal)
        );
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
        var schedule = Endless()
            .Take(options.Starts)
            .Select(n => new Arrival(n, begin + (n * gap), 0, n, IsWarmUp: false));
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
        int open,
        double resident,
        double before
    )
    {
        foreach (var loop in loops)
        {
            loop.Visitor.Cut(loop.Visitor.Last.At);
        }

        var first = loops[0].Visitor;
        var warm = first.Warm with { Events = loops.Sum(l => l.Visitor.Warm.Events) };
        var end = first.Last with { Events = loops.Sum(l => l.Visitor.Events) };
        return ClientFigures.Between(options.Client, warm, end) with
        {
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
}
