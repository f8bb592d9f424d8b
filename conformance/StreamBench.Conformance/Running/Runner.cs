using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Running;

/// <summary>
/// Runs a plan: many runs at a time, stops early in a cell that fails again and again, repeats each failure alone before it is called one,
/// and looks for the smallest position that fails.
/// </summary>
/// <param name="bench">The servers.</param>
/// <param name="client">The client under test, started.</param>
/// <param name="card">What it said of itself.</param>
/// <param name="planner">Lays out more positions of a cell.</param>
/// <param name="options">How.</param>
public sealed class Runner(
    Bench bench,
    IClientUnderTest client,
    ClientIntroduction card,
    Planner planner,
    RunnerOptions options
)
{
    private readonly ConcurrentDictionary<string, int> failuresInCell = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(PlannedRun Run, RunResult First)> failed = [];
    private int failures;

    /// <summary>Runs it all.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="report">Told of each result once it is certain, from any thread.</param>
    /// <param name="cancellation">Stops between runs; what was reported stays good.</param>
    public async Task RunAsync(Plan plan, Action<RunResult> report, CancellationToken cancellation)
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

                var result = await RunOnceAsync(run, stop);
                if (result.Verdict >= Verdict.Fail)
                {
                    failuresInCell.AddOrUpdate(run.CellPath, 1, (_, before) => before + 1);
                    Interlocked.Increment(ref failures);
                    failed.Add((run, result));
                }
                else
                {
                    report(result);
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
        ImmutableArray<(PlannedRun Run, RunResult First)> cell,
        Plan plan,
        Action<RunResult> report,
        CancellationToken cancellation
    )
    {
        var certain = new List<(PlannedRun Run, RunResult Result)>();
        foreach (var (i, (run, first)) in cell.Index())
        {
            // Once a cell has failed for certain, its other failures are no news.
            var result = i < options.RepeatsInCell ? await RepeatAsync(run, first, cancellation) : first;
            certain.Add((run, result));
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

    private async Task<RunResult> RepeatAsync(PlannedRun run, RunResult first, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= options.Repeats; attempt++)
        {
            var again = await RunOnceAsync(run, cancellation);
            if (again.Verdict < Verdict.Fail)
            {
                return first with { Attempts = attempt + 1, Standing = Standing.Flaky };
            }
        }

        return first with
        {
            Attempts = options.Repeats + 1,
            Standing = Standing.Unexpected,
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
                var result = await RunOnceAsync(run, cancellation);
                if (result.Verdict >= Verdict.Fail)
                {
                    var why = result.Reason is { } reason ? $"{reason}; found by shrinking" : "found by shrinking";
                    report(result with { Standing = Standing.Unexpected, Reason = why });
                    return;
                }
            }
        }
    }

    private async Task<RunResult> RunOnceAsync(PlannedRun run, CancellationToken cancellation)
    {
        var id = bench.NextId();
        try
        {
            var evidence = await new CaseRun(bench, client, options.Settings).PlayAsync(run, id, cancellation);
            return Referee.Judge(run, evidence, card, options.Settings, evidence.Values, options.Repeat(run));
        }
        catch (FormatException e)
        {
            return Unjudged(run, Verdict.Harness, $"the case is not right: {e.Message}");
        }
    }

    private RunResult Unjudged(PlannedRun run, Verdict verdict, string reason) =>
        RunResults.Of(run, card, verdict, options.Repeat(run)) with
        {
            Reason = reason,
        };
}
