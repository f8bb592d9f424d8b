using System.Collections.Concurrent;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.FaultProxy;

namespace StreamBench.Conformance.Pairs;

/// <summary>Runs a plan with a pair; repeats each failure alone before it is called one, and finds out whom to blame.</summary>
internal sealed class PairRunner(
    FaultProxyServer faults,
    PairTable table,
    ClientIntroduction card,
    RunnerOptions options
)
{
    // A server that runs on has the conversations of earlier sessions: the time keeps these apart.
    private readonly string session = $"sb-{options.Settings.Time.GetUtcNow().ToUnixTimeMilliseconds():x}";
    private readonly ConcurrentDictionary<string, int> failuresInCell = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(PlannedRun Run, RunResult First)> failed = [];
    private int failures;
    private int number;

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

                var result = await RunOnceAsync(run, table.Client, table.Server, stop);
                if (result.Verdict < Verdict.Fail)
                {
                    report(result);
                    return;
                }

                failuresInCell.AddOrUpdate(run.CellPath, 1, (_, before) => before + 1);
                Interlocked.Increment(ref failures);
                failed.Add((run, result));
            }
        );
        foreach (
            var (run, first) in failed.OrderBy(f => f.Run.CellPath, StringComparer.Ordinal).ThenBy(f => f.Run.Position)
        )
        {
            report(await ConfirmAsync(run, first, cancellation));
        }
    }

    private string? WhyNot(PlannedRun run) =>
        options.MaxFailures is { } most && Volatile.Read(ref failures) >= most ? $"stopped after {most} failures"
        : failuresInCell.GetValueOrDefault(run.CellPath) >= options.EarlyStop
            ? $"stopped after {options.EarlyStop} failures at other positions"
        : null;

    private async Task<RunResult> ConfirmAsync(PlannedRun run, RunResult first, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= options.Repeats; attempt++)
        {
            if ((await RunOnceAsync(run, table.Client, table.Server, cancellation)).Verdict < Verdict.Fail)
            {
                return first with { Attempts = attempt + 1, Standing = Standing.Flaky };
            }
        }

        var client = await RunOnceAsync(run, table.Client, table.ReferenceServer, cancellation);
        var server = await RunOnceAsync(run, table.ReferenceClient, table.Server, cancellation);
        var blame = Blame(client.Verdict >= Verdict.Fail, server.Verdict >= Verdict.Fail);
        return first with
        {
            Attempts = options.Repeats + 1,
            Standing = Standing.Unexpected,
            Reason = first.Reason is { } reason ? $"{reason}; {blame}" : blame,
        };
    }

    private static string Blame(bool clientFails, bool serverFails) =>
        (clientFails, serverFails) switch
        {
            (true, false) => "the client: it fails with the reference server too, and the reference client passes here",
            (false, true) =>
                "the server: the reference client fails here too, and the client passes with the reference server",
            (true, true) => "both: the client fails with the reference server, and the reference client fails here",
            _ => "client+server: each passes with the reference, they fail only together",
        };

    private async Task<RunResult> RunOnceAsync(
        PlannedRun run,
        IClientUnderTest client,
        PairSide side,
        CancellationToken cancellation
    )
    {
        var conversation = $"{session}-{Interlocked.Increment(ref number)}";
        try
        {
            var evidence = await new PairRun(faults, client, side, options.Settings).PlayAsync(
                run,
                conversation,
                cancellation
            );
            return Referee.Judge(run, evidence, card, options.Settings, evidence.Values, options.Repeat(run));
        }
        catch (ServerFaultException e)
        {
            return Unjudged(run, Verdict.Fail, e.Message);
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
