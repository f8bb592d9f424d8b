using System.Collections.Immutable;
using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;

namespace StreamBench.Load.Running;

/// <summary>Makes an interval of each second, writes it and keeps it, and sums up at the end.</summary>
internal sealed class RunReport(
    LoadPlan plan,
    LoadRunOptions options,
    RunContext run,
    EngineClock clock,
    ResultHeader header,
    EngineWatch watch,
    long origin
)
{
    private const long SecondNanoseconds = 1_000_000_000;

    private readonly ResultWriter? writer = options.Results is { } output ? new ResultWriter(output, header) : null;
    private readonly TallySet totals = new(plan.Scenarios.Length);
    private readonly ImmutableArray<LoadInterval>.Builder intervals = ImmutableArray.CreateBuilder<LoadInterval>();
    private long sinceBegin;

    // Since the plan began; below 0 until then.
    private long Now => clock.Now - origin;

    /// <summary>Until the present second is over.</summary>
    internal TimeSpan UntilNextCut => Time(sinceBegin + SecondNanoseconds - Now);

    /// <summary>Cuts an interval when a second is over.</summary>
    internal void Look()
    {
        if (Now - sinceBegin >= SecondNanoseconds)
        {
            Cut();
        }
    }

    /// <summary>The result; call once, when the loops have ended.</summary>
    internal LoadResult Finish(long refused, bool isInterrupted)
    {
        Cut();
        var elapsed = Time(Now);
        var measured = Time(sinceBegin) - plan.WarmUp;
        var result = new LoadResult
        {
            Header = header,
            Intervals = intervals.ToImmutable(),
            Totals = totals,
            Measured = measured > TimeSpan.Zero ? measured : TimeSpan.Zero,
            IsPartial = isInterrupted,
            Distrust = [.. watch.Distrust(totals, elapsed, run, refused)],
            Findings = new RunFindings
            {
                Failures = run.Findings.Failures(),
                Mismatches = run.Findings.Mismatches(),
                Engine = watch.Facts(totals, elapsed, run),
            },
        };
        writer?.Finish(totals, result.Measured, isInterrupted, result.Distrust, result.Findings);
        return result;
    }

    private void Cut()
    {
        var now = Now;
        var length = Time(now - sinceBegin);
        sinceBegin = Math.Max(now, sinceBegin);
        if (length <= TimeSpan.Zero)
        {
            return;
        }

        watch.Look(length);
        var tallies = new TallySet(plan.Scenarios.Length);
        run.Exchange.MergeInto(tallies);
        totals.Add(tallies);
        var interval = new LoadInterval(intervals.Count, length, watch.Open, tallies);
        writer?.Write(interval);
        options.OnSecond?.Invoke(new RunSecond(interval, totals, Time(now), plan.Length));
        intervals.Add(interval.Packed(header.Scenarios));
    }

    private static TimeSpan Time(long nanoseconds) => new(nanoseconds / TimeSpan.NanosecondsPerTick);
}
