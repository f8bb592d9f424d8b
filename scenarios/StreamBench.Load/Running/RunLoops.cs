using System.Collections.Immutable;
using System.Net;
using StreamBench.Load.Engine.Http;
using StreamBench.Load.Engine.Loop;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Running;

/// <summary>Makes the engine's threads: epoll or sockets for HTTP/1.1, HttpClient's handler for HTTP/2.</summary>
internal sealed class RunLoops(RunContext run, LoadRunOptions options, EngineClock clock, UserPlan users, long origin)
{
    private readonly LoadPlan plan = run.Plan;

    /// <summary>A loop for each ring.</summary>
    /// <exception cref="LoadRunException">Nobody knows the name of the server.</exception>
    internal async Task<ImmutableArray<RunLoop>> OfAsync(StartRing[] rings, CancellationToken cancellation)
    {
        if (run.Path.IsPortable)
        {
            return [.. rings.Select((ring, i) => Portable(ring, i))];
        }

        var key = new WebSocketKey(new Random(plan.Seed));
        var targets = await run.Requests.LoopTargetsAsync(key, cancellation);
        return [.. rings.Select((ring, i) => Fast(ring, i, targets))];
    }

    private RunLoop Portable(StartRing ring, int index)
    {
        var (starts, desk, visitor) = Crew(ring, index);
        var http = new HttpLoopOptions
        {
            Targets = run.Requests.HttpTargets(),
            Capacity = run.Capacity,
            StreamTimeout = plan.Timeout,
            Breaks = [.. Storms.Of(plan, origin)],
            Tls = ServerTrust.Of(plan.Target.Trust).ToOptions(),
            Time = options.Time,
        };
        return RunLoop.Of(new HttpLoop<TurnVisitor>(http, clock, starts, visitor), desk, visitor.Held);
    }

    private RunLoop Fast(StartRing ring, int index, ImmutableArray<LoopTarget> targets)
    {
        var (starts, desk, visitor) = Crew(ring, index);
        var loop = new LoopOptions
        {
            Targets = targets,
            Capacity = run.Capacity,
            StreamTimeout = plan.Timeout,
            Seed = plan.Seed + index,
            Breaks = [.. Storms.Of(plan, origin)],
            SourceAddresses = Sources(targets),
        };
        return RunLoop.Of(
            new EngineLoop<TurnVisitor>(loop, EnginePath.Poller(plan, options, targets), clock, starts, visitor),
            desk,
            visitor.Held
        );
    }

    private (LoopStarts, TurnDesk, TurnVisitor) Crew(StartRing ring, int index)
    {
        var starts = new LoopStarts(ring, plan, users, index, options.Threads, origin);
        var recorder = new StreamRecorder(plan.Scenarios.Length, (long)plan.Stall.TotalNanoseconds);
        var desk = new TurnDesk(run, recorder, starts);
        var held = new HeldStreams(run, recorder, origin + (long)plan.WarmUp.TotalNanoseconds);
        return (starts, desk, new TurnVisitor(desk, held));
    }

    // One local address gives about 28,000 connections to a target; on loopback there are many.
    private ImmutableArray<IPAddress> Sources(ImmutableArray<LoopTarget> targets) =>
        plan.MaxOpen > 20_000 && targets.All(target => target.Remote.Address.Equals(IPAddress.Loopback))
            ? [.. Enumerable.Range(2, (plan.MaxOpen / 20_000) + 1).Select(n => IPAddress.Parse($"127.0.0.{n}"))]
            : [];
}
