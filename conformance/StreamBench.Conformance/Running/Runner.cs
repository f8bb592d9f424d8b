using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Running;

/// <summary>
/// Runs a plan: many runs at a time, stops early in a cell that fails again and again, repeats each failure alone before it is called one,
/// and looks for the smallest position that fails.
/// </summary>
/// <param name="player">Plays them.</param>
/// <param name="card">What the client under test said of itself.</param>
/// <param name="planner">Lays out more positions of a cell.</param>
/// <param name="options">How.</param>
internal sealed class Runner(IRunPlayer player, ClientIntroduction card, Planner planner, RunnerOptions options)
{
    private readonly ConcurrentDictionary<string, int> failuresInCell = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<FailedRun> failed = [];
    private int failures;

    /// <summary>Runs it all.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="report">Told of each result once it is certain, from any thread.</param>
    /// <param name="cancellation">Stops between runs; what was reported stays good.</param>
    internal async Task RunAsync(Plan plan, Action<RunResult> report, CancellationToken cancellation)
    {
        foreach (var (cell, why) in plan.Unimplemented)
        {
            report(Unjudged(cell, Verdict.Unimplemented, why));
        }

        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Math.Max(1, Math.Min(options.Parallel, card.MaxConcurrency)),
            CancellationToken = cancellation,
        };
        await using var pulse = new Pulse(options.Settings.Time);
        await Parallel.ForEachAsync(
            plan.Runs,
            parallel,
            async (run, stop) =>
            {
                if (WhyNot(run) is { } reason)
                {
                    report(Unjudged(run, Verdict.NotRun, reason));
                    return;
                }

                var began = options.Settings.Now;
                var result = await player.PlayAsync(run, stop);
                if (result.Verdict < Verdict.Fail)
                {
                    report(result);
                    return;
                }

                var failure = new FailedRun(run, result, pulse.Longest(began, options.Settings.Now));
                failed.Add(failure);
                if (!failure.IsExcused)
                {
                    failuresInCell.AddOrUpdate(run.CellPath, 1, (_, before) => before + 1);
                    Interlocked.Increment(ref failures);
                }
            }
        );
        foreach (var cell in failed.GroupBy(f => f.Run.CellPath, StringComparer.Ordinal))
        {
            await ConfirmAsync([.. cell.OrderBy(f => f.Run.Position)], plan, report, cancellation);
        }
    }

    private string? WhyNot(PlannedRun run) =>
        options.MaxFailures is { } most && Volatile.Read(ref failures) >= most ? $"stopped after {most} failures"
        : failuresInCell.GetValueOrDefault(run.CellPath) >= options.EarlyStop
            ? $"stopped after {options.EarlyStop} failures at other positions"
        : null;

    private async Task ConfirmAsync(
        ImmutableArray<FailedRun> cell,
        Plan plan,
        Action<RunResult> report,
        CancellationToken cancellation
    )
    {
        var certain = new List<(PlannedRun Run, RunResult Result)>();
        foreach (var (i, failure) in cell.Index())
        {
            // Once a cell has failed for certain, its other failures are no news.
            var isAsked = i < options.RepeatsInCell || failure.IsExcused;
            certain.Add((failure.Run, isAsked ? await RepeatAsync(failure, cancellation) : failure.First));
        }

        var smallest = certain.Find(one => one.Result.Verdict >= Verdict.Fail && one.Result.Standing != Standing.Flaky);
        if (options.Shrinks && smallest.Run?.Position is not null)
        {
            await ShrinkAsync(smallest.Run, plan, report, cancellation);
        }

        foreach (var (_, result) in certain)
        {
            report(result);
        }
    }

    private async Task<RunResult> RepeatAsync(FailedRun failure, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= options.Repeats; attempt++)
        {
            var again = await player.PlayAsync(failure.Run, cancellation);
            if (again.Verdict < Verdict.Fail)
            {
                return failure.IsExcused
                    ? again with
                    {
                        Attempts = attempt + 1,
                        Reason =
                            $"repeated, for the machine stood still for {failure.Standstill.TotalMilliseconds:F0} ms the first time",
                    }
                    : failure.First with
                    {
                        Attempts = attempt + 1,
                        Standing = Standing.Flaky,
                    };
            }
        }

        var reasons = new[] { failure.First.Reason, await player.BlameAsync(failure.Run, cancellation) };
        return failure.First with
        {
            Attempts = options.Repeats + 1,
            Standing = Standing.Unexpected,
            Reason = reasons.All(reason => reason is null) ? null : string.Join("; ", reasons.OfType<string>()),
        };
    }

    // The positions before the first failure that were not in the sample, from the smallest on.
    private async Task ShrinkAsync(
        PlannedRun failing,
        Plan plan,
        Action<RunResult> report,
        CancellationToken cancellation
    )
    {
        var done = plan.Runs.Where(run => run.CellPath == failing.CellPath).Select(run => run.Position).ToHashSet();
        var passedBefore = done.Where(position => position < failing.Position).Max() ?? -1;
        foreach (var run in await planner.AllOfAsync(failing))
        {
            if (run.Position > passedBefore && run.Position < failing.Position && !done.Contains(run.Position))
            {
                var result = await player.PlayAsync(run, cancellation);
                if (result.Verdict >= Verdict.Fail)
                {
                    var why = result.Reason is { } reason ? $"{reason}; found by shrinking" : "found by shrinking";
                    report(result with { Standing = Standing.Unexpected, Reason = why });
                    return;
                }
            }
        }
    }

    private RunResult Unjudged(PlannedRun run, Verdict verdict, string reason) =>
        RunResults.Unjudged(run, card, verdict, reason, options.Repeat(run));
}

/// <summary>A run that failed and is to be repeated alone.</summary>
/// <param name="Run">The run.</param>
/// <param name="First">What came of it.</param>
/// <param name="Standstill">How long the harness itself stood still meanwhile; zero when it did not.</param>
internal sealed record FailedRun(PlannedRun Run, RunResult First, TimeSpan Standstill)
{
    /// <summary>True when a pass at the next attempt is a pass: the first one says nothing of the client.</summary>
    internal bool IsExcused => Standstill > TimeSpan.Zero;
}
