using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Running;
using StreamBench.FaultProxy;

namespace StreamBench.Cli.Conforming;

/// <summary>The stage of one case for a client that a person starts: server, proxy and faults, set anew for each client.</summary>
internal sealed class StageRun(TextWriter output, TextWriter error)
{
    /// <summary>Stays up until <paramref name="cancellation"/>, or for one client; judges nothing, so both give 0.</summary>
    internal async Task<int> RunAsync(StageSettings settings, CancellationToken cancellation)
    {
        if (
            !PatternList.TryRead([settings.Pattern], out var patterns, out var problem)
            || !TransportList.TryRead(settings.Transport, out var transports, out problem)
            || !DialectNames.TryRead(settings.Dialect, out var dialects, out problem)
        )
        {
            await error.WriteLineAsync(problem);
            return ExitCode.Usage;
        }

        try
        {
            await using var session = await ConformanceSession.StartAsync(
                new ReferenceUnderTest(), // lays out the plan; it never takes part
                new RunnerOptions { Settings = new RunSettings { Port = settings.Port } },
                seed: 1,
                cancellation
            );
            var options = new PlanOptions
            {
                Run = patterns,
                Transports = transports,
                Dialects = dialects,
                Phase = 3,
            };
            var plan = await session.PlanAsync(CaseBook.Shipped, options);
            if (RunOf(plan) is not { } run)
            {
                var why = plan.Unimplemented is [var cell, ..] ? $": {cell.Why}" : "";
                await error.WriteLineAsync(
                    $"\"{Printable.Of(settings.Pattern)}\" has no such run{why}; streambench conform explain tells what a case runs on"
                );
                return ExitCode.NothingSelected;
            }

            await ServeAsync(session, run, settings, cancellation);
            return ExitCode.AsExpected;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.AsExpected;
        }
        catch (Exception e) when (e is FaultProxyException or System.Net.Sockets.SocketException)
        {
            await error.WriteLineAsync(e.Message);
            await error.WriteLineAsync("If the port is taken, choose another: --port takes 0 for any free one.");
            return ExitCode.Harness;
        }
    }

    private async Task ServeAsync(
        ConformanceSession session,
        PlannedRun run,
        StageSettings settings,
        CancellationToken cancellation
    )
    {
        var view = new StageView(output, run);
        for (var round = 1; ; round++)
        {
            var conversation = $"{run.Case.Id.ToLowerInvariant()}-{round}";
            await session.PlayByHandAsync(run, conversation, view, cancellation);
            if (settings.Once)
            {
                return;
            }

            await output.WriteLineAsync("The stage is used up, and set again:");
        }
    }

    // Of a sweep the position in the middle: a fault before the first event shows little.
    private static PlannedRun? RunOf(Plan plan)
    {
        var cells = plan.Runs.GroupBy(run => run.CellPath, StringComparer.Ordinal).ToList();
        var first = cells
            .OrderBy(cell => CaseBook.Shipped.Cases.IndexOf(cell.First().Case))
            .ThenBy(cell => cell.First().Case.Transports.IndexOf(cell.First().Transport))
            .ThenBy(cell => cell.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return first?.OrderBy(run => run.Position).ElementAt(first.Count() / 2);
    }
}
