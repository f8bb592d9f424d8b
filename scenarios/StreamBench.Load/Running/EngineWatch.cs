using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Load.Clocks;
using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Running;

/// <summary>Watches the engine itself, and says when it was the bottleneck: then the numbers are its own, not the server's.</summary>
internal sealed class EngineWatch
{
    /// <summary>A start that is later belongs to the engine; its lateness is in every latency.</summary>
    private const double MostScheduleLag = 10e6;

    /// <summary>Own lag may be a tenth of the median gap, and this where gaps are short.</summary>
    private const double MostOwnLag = 2e6;

    private const double MostCpu = 0.9;

    private const double MostPause = 0.02;

    private readonly ImmutableArray<RunLoop> loops;
    private readonly TimeSpan pausedBefore = GC.GetTotalPauseDuration();
    private readonly int[] collectionsBefore = [.. Enumerable.Range(0, 3).Select(GC.CollectionCount)];
    private TimeSpan[] lastCpu;
    private long mostPending;
    private int mostOpen;
    private double mostCpu;

    internal EngineWatch(ImmutableArray<RunLoop> loops)
    {
        this.loops = loops;
        lastCpu = Cpu();
    }

    /// <summary>Streams open now.</summary>
    internal int Open => loops.Sum(loop => loop.Open);

    /// <summary>Looks once; call each second.</summary>
    internal void Look(TimeSpan since)
    {
        var cpu = Cpu();
        mostCpu = Math.Max(mostCpu, cpu.Zip(lastCpu, (now, before) => (now - before) / since).Max());
        lastCpu = cpu;
        mostPending = Math.Max(mostPending, loops.Sum(loop => loop.Gauges?.PendingBytes ?? 0));
        mostOpen = Math.Max(mostOpen, Open);
    }

    /// <summary>Why the run is not to be trusted; empty when the engine kept up.</summary>
    internal IEnumerable<string> Distrust(TallySet totals, TimeSpan elapsed, RunContext run, long refused)
    {
        var all = totals.Sum(warmUp: false);
        var schedule = all.Read(Clock.Schedule, ClockColumn.Intended);
        if (schedule.Percentile(99) is { } late && schedule.Count > 0 && late > MostScheduleLag)
        {
            yield return $"starts were {Ms(late)} late at p99: the engine could not keep the schedule";
        }

        var own = all.Times(Clock.Handling, ClockColumn.Intended);
        var limit = Math.Max(all.Times(Clock.Gap, ClockColumn.Intended).Percentile(50) / 10.0, MostOwnLag);
        if (own.Count > 0 && own.Percentile(99) > limit)
        {
            yield return $"bytes waited {Ms(own.Percentile(99))} for the engine at p99, over {Ms(limit)}";
        }

        if (CpuShare(elapsed) is var cpu && cpu > MostCpu)
        {
            yield return $"an engine thread used {cpu:P0} of its core: give it --threads or a segment of its own";
        }

        var paused = (GC.GetTotalPauseDuration() - pausedBefore) / elapsed;
        if (paused > MostPause)
        {
            yield return $"the garbage collector held the engine up for {paused:P1} of the time";
        }

        if (refused > 0)
        {
            yield return $"{refused} arrivals could not be handed to the engine";
        }

        if (run.Undisturbed > 0)
        {
            yield return $"{run.Undisturbed} streams were to be disturbed and found every disturbed path taken";
        }

        if (run.Findings.Failures().Keys.Any(what => what.StartsWith("this machine", StringComparison.Ordinal)))
        {
            yield return "this machine ran out of ports or descriptors: raise its limits or use more segments";
        }
    }

    /// <summary>What stands beside the results.</summary>
    internal ImmutableSortedDictionary<string, string> Facts(TallySet totals, TimeSpan elapsed, RunContext run)
    {
        var paused = GC.GetTotalPauseDuration() - pausedBefore;
        var facts = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        facts["path"] = run.Path.Name;
        facts["own lag by"] =
            !run.Path.HasArrivalStamps ? "a probe stream of the tool's own"
            : mostOpen > StampSample.Always ? "the kernel's stamps on a sample of the streams"
            : "the kernel's stamps";
        facts["threads"] = Text($"{loops.Length}");
        facts["cpu of the busiest loop"] = Text($"{CpuShare(elapsed):P1}, at most {mostCpu:P1} in a second");
        facts["gc pauses"] = Text($"{paused.TotalMilliseconds:0.0} ms, {paused / elapsed:P2}");
        facts["gc collections"] = string.Join(
            " / ",
            collectionsBefore.Select((before, generation) => Text($"{GC.CollectionCount(generation) - before}"))
        );
        facts["sockets, most"] = Text($"{mostOpen}");
        facts["bytes pending, most"] = Text($"{mostPending}");
        if (run.Plan.Faults is not null)
        {
            facts["disturbed streams"] = Text($"{run.Disturbed}");
        }

        if (totals.Sum(warmUp: false).Times(Clock.Lag, ClockColumn.Intended).Clamped is var early and > 0)
        {
            facts["lags below 0"] = Text($"{early}: the server's clock is ahead of this machine's");
        }

        if (run.Uncompared > 0)
        {
            facts["came back, not compared"] = Text(
                $"{run.Uncompared} streams: {run.Dialect.Name} does not say again what was on its way when a connection dropped"
            );
        }

        if (run.Errands.Failed > 0)
        {
            facts["errands failed"] = Text($"{run.Errands.Failed}");
        }

        return facts.ToImmutable();
    }

    private double CpuShare(TimeSpan elapsed) => Cpu().Select(cpu => cpu / elapsed).DefaultIfEmpty().Max();

    private TimeSpan[] Cpu() => [.. loops.Select(loop => loop.Gauges?.CpuTime ?? TimeSpan.Zero)];

    private static string Ms(double nanoseconds) => Text($"{nanoseconds / 1e6:0.0} ms");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
