using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Servers.Checks;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Running;

/// <summary>Runs a plan against a server: many runs at a time, those that disturb the server alone, and each failure again before it is called one.</summary>
internal sealed class ServerRunner(
    IServerUnderTest server,
    ServerAccess access,
    ServerCard card,
    ServerRunnerOptions options
)
{
    private readonly ConcurrentDictionary<string, int> failuresInCell = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(PlannedServerRun Run, RunResult First)> failed = [];
    private int failures;
    private int number;

    internal async Task RunAsync(ServerPlan plan, Action<RunResult> report, CancellationToken cancellation)
    {
        foreach (var cell in plan.Unimplemented)
        {
            var missing = cell.Case.Needs.Concat(cell.Variant?.Needs ?? []).Except(card.Capabilities);
            report(Blank(cell, Verdict.Unimplemented, $"the server does not declare {string.Join(", ", missing)}"));
        }

        var alone = plan.Runs.ToLookup(run => run.Case.RunsAlone);
        await RunAsync(alone[false], options.Parallel, report, cancellation);
        await RunAsync(alone[true], 1, report, cancellation);
        foreach (var cell in failed.GroupBy(f => f.Run.CellPath, StringComparer.Ordinal))
        {
            foreach (var (i, (run, first)) in cell.OrderBy(f => f.Run.Position).Index())
            {
                // Once a cell has failed for certain, its other failures are no news.
                report(i < options.RepeatsInCell ? await RepeatAsync(run, first, cancellation) : first);
            }
        }
    }

    private Task RunAsync(
        IEnumerable<PlannedServerRun> runs,
        int parallel,
        Action<RunResult> report,
        CancellationToken cancellation
    ) =>
        Parallel.ForEachAsync(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallel), CancellationToken = cancellation },
            async (run, stop) =>
            {
                if (WhyNot(run) is { } reason)
                {
                    report(Blank(run, Verdict.NotRun, reason));
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

    private string? WhyNot(PlannedServerRun run) =>
        options.MaxFailures is { } most && Volatile.Read(ref failures) >= most ? $"stopped after {most} failures"
        : failuresInCell.GetValueOrDefault(run.CellPath) >= options.EarlyStop
            ? $"stopped after {options.EarlyStop} failures at other positions"
        : null;

    private async Task<RunResult> RepeatAsync(PlannedServerRun run, RunResult first, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= options.Repeats; attempt++)
        {
            if ((await RunOnceAsync(run, cancellation)).Verdict < Verdict.Fail)
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

    private async Task<RunResult> RunOnceAsync(PlannedServerRun plan, CancellationToken cancellation)
    {
        var run = new ServerRun(plan, card, access, options.Settings, $"{Interlocked.Increment(ref number)}");
        var (verdict, reason) = await PlayAsync(run, cancellation);
        var checks = run.Found;
        var worst = checks.Select(check => check.Verdict).Append(verdict).Max();
        var hasFailed = worst >= Verdict.Fail;
        return Blank(plan, worst, reason) with
        {
            Checks = checks,
            TookMs = Math.Round(run.Elapsed.TotalMilliseconds, 1),
            Trace = hasFailed ? run.Trace : [],
            Log = hasFailed ? server.Log : "",
        };
    }

    private static async Task<(Verdict Verdict, string? Reason)> PlayAsync(
        ServerRun run,
        CancellationToken cancellation
    )
    {
        try
        {
            await ServerChecks.All[run.Plan.Case.Check].RunAsync(run, cancellation);
            return run.Found.IsEmpty ? (Verdict.Info, "there was nothing to look at") : (Verdict.Pass, null);
        }
        catch (ServerFaultException e)
        {
            return (Verdict.Fail, e.Message);
        }
        catch (NotServedException e)
        {
            return (Verdict.Unimplemented, e.Message);
        }
        catch (ClientUnavailableException e)
        {
            return (Verdict.Harness, e.Message);
        }
    }

    private RunResult Blank(PlannedServerRun run, Verdict verdict, string? reason) =>
        new()
        {
            Path = run.Path,
            Case = run.Case.Id,
            Title = run.Case.Title,
            Level = run.Case.Level,
            Phase = run.Case.Phase,
            Client = card.Client.Name,
            Transport = run.Transport,
            Dialect = run.Dialect,
            Position = run.PositionPart,
            Verdict = verdict,
            Checks = [],
            Reason = reason,
            Repeat = options.Repeat(run),
        };
}
