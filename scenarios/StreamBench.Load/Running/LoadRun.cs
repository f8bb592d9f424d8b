using System.Collections.Immutable;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Engine.Tls;
using StreamBench.Load.Feeds;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Running;

/// <summary>
/// Runs a plan: schedules → one engine loop a thread → an interval a second → a result. Everything that it starts is stopped
/// when it returns.
/// </summary>
/// <example>
/// <code>
/// await using var server = new RunningServer(new Uri("http://127.0.0.1:4280"));
/// var result = await LoadRun.RunAsync(plan, server, new LoadRunOptions(), CancellationToken.None);
/// ConsoleSummary.Write(Console.Out, result);
/// </code>
/// </example>
public sealed class LoadRun
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(100);

    private readonly LoadPlan plan;
    private readonly LoadRunOptions options;
    private readonly RunContext run;
    private readonly EngineClock clock;
    private readonly UserPlan users;

    private LoadRun(LoadPlan plan, LoadRunOptions options, RunContext run, EngineClock clock) =>
        (this.plan, this.options, this.run, this.clock, users) = (
            plan,
            options,
            run,
            clock,
            new UserPlan(options.Only is null ? plan : WithoutLoad(plan), options.Segment)
        );

    /// <summary>Runs <paramref name="plan"/> against <paramref name="server"/>, which stays the caller's.</summary>
    /// <param name="plan">A plan without faults of its own (<see cref="PlanBuilder.Build"/>, <see cref="PlanFile"/>).</param>
    /// <param name="server">Whom it asks.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the run early: what was counted until then is the result, marked as partial.</param>
    /// <exception cref="LoadRunException">It cannot begin: an unknown dialect or transport, an unknown host.</exception>
    /// <exception cref="InvalidDataException">A feed is wrong, or a file of certificates, or the target asks for what its transport cannot give.</exception>
    public static async Task<LoadResult> RunAsync(
        LoadPlan plan,
        ILoadServer server,
        LoadRunOptions options,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(options);
        (var dialect, plan) = RunSetup.Settle(plan);
        var path = EnginePath.Of(plan, server, options);
        if (options.Rehearses)
        {
            await Rehearsal.PlayAsync(
                options with
                {
                    IsPortable = path.IsPortable,
                },
                TlsPeers.IsSecure(server.Address),
                cancellation
            );
        }

        var engineClock = new EngineClock(options.Time);
        await using var probe = path.HasArrivalStamps ? null : new LagProbe(engineClock, options.Time);
        await using var errands = new Errands(server, plan.Target, ServerTrust.Of(plan.Target.Trust).ToOptions());
        var feeds = plan.Scenarios.Select(scenario => FeedFactory.Of(scenario, plan.Seed)).ToImmutableArray();
        var started = options.Time.GetUtcNow();
        var context = new RunContext
        {
            Plan = plan,
            Dialect = dialect,
            Feeds = feeds,
            Expected = [.. plan.Scenarios.Select(scenario => dialect.Told(server.Expected(scenario)))],
            Requests = new RequestBook(
                plan,
                dialect.Ask(plan.Target),
                server,
                feeds,
                RunSetup.Conversations(server, plan, started),
                probe?.Address
            ),
            Errands = errands,
            Exchange = new TallyExchange(plan.Scenarios.Length),
            Capacity = (RunSetup.Room(plan, server) + options.Threads - 1) / options.Threads + (probe is null ? 0 : 1),
            Path = path,
            RepeatCommand = options.RepeatCommand,
        };
        return await new LoadRun(plan, options, context, engineClock).RunAsync(
            RunSetup.Header(plan, options, server, started),
            cancellation
        );
    }

    private async Task<LoadResult> RunAsync(ResultHeader header, CancellationToken cancellation)
    {
        var rings = Enumerable.Range(0, options.Threads).Select(_ => new StartRing(1 << 16)).ToArray();
        // Loops and their timers stand before the first start is due.
        var origin = clock.Now + (long)Pacer.Ahead.TotalNanoseconds * 2;
        var loops = await new RunLoops(run, options, clock, users, origin).OfAsync(rings, cancellation);
        var report = new RunReport(plan, options, run, clock, header, new EngineWatch(loops), origin);
        var pacer = new Pacer(clock, Arrivals(origin), [.. rings.Zip(loops, (ring, loop) => (ring, loop.Wake))]);
        try
        {
            foreach (var (i, loop) in loops.Index())
            {
                if (!run.Path.HasArrivalStamps)
                {
                    rings[i].TryWrite(HeldArrivals.Probe(i, clock.Now));
                }

                loop.Start();
            }

            pacer.Start();
            await UntilOverAsync(rings, loops, report, origin, cancellation);
        }
        finally
        {
            pacer.Dispose();
            foreach (var loop in loops)
            {
                await loop.DisposeAsync();
                loop.Desk.Cut(clock.Now);
            }
        }

        return report.Finish(pacer.Refused, cancellation.IsCancellationRequested);
    }

    private async Task UntilOverAsync(
        StartRing[] rings,
        ImmutableArray<RunLoop> loops,
        RunReport report,
        long origin,
        CancellationToken cancellation
    )
    {
        var end = origin + Nanoseconds(options.Only is null ? plan.Length : TimeSpan.Zero);
        for (var idle = 0; idle < 3; )
        {
            try
            {
                await Task.Delay(UntilNextLook(end, report), options.Time, cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            report.Look();
            var hasWork = clock.Now < end || rings.Any(ring => ring.NextDue < long.MaxValue) || !users.IsExhausted;
            if (!hasWork && clock.Now > end + Nanoseconds(plan.Grace) && !users.EndsWithWork)
            {
                return;
            }

            idle = hasWork || loops.Any(loop => loop.Open > loop.Held.Count) ? 0 : idle + 1;
        }
    }

    // When a second is over, as long as there must be work: on an engine's only core each look takes a millisecond, because a
    // thread of the pool spins after it. Then ten times a second, as the loops tell how many streams they have.
    private TimeSpan UntilNextLook(long end, RunReport report)
    {
        var left = TimeSpan.FromTicks((end - clock.Now) / TimeSpan.NanosecondsPerTick);
        var second = report.UntilNextCut;
        var next = left < second ? left : second;
        return next > ShortestLook ? next : ShortestLook;
    }

    private IEnumerable<Arrival> Arrivals(long origin)
    {
        if (options.Only is not { } only)
        {
            return HeldArrivals
                .Merged(ArrivalSchedule.Of(plan, options.Segment), HeldArrivals.Watchers(plan, options.Segment))
                .Select(arrival => arrival with { IntendedAt = arrival.IntendedAt + origin });
        }

        var found = ArrivalSchedule
            .Of(plan, Segment.Whole)
            .TakeWhile(arrival => arrival.Number <= only)
            .Where(arrival => arrival.Number == only)
            .DefaultIfEmpty(new Arrival(only, 0, 0, only, IsWarmUp: false))
            .First();
        return [found with { IntendedAt = origin, IsWarmUp = false }];
    }

    private static LoadPlan WithoutLoad(LoadPlan plan) =>
        plan with
        {
            Load = [],
            Scenarios = [.. plan.Scenarios.Select(scenario => scenario with { Load = [] })],
        };

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
