using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Pairs;

namespace StreamBench.Cli.Conforming;

/// <summary>As <see cref="ConformRun"/>, with a client and a server under test at the same time.</summary>
internal sealed class PairConformRun(TextWriter output, TextWriter error)
{
    /// <summary>Runs, and answers the exit code.</summary>
    internal Task<int> RunAsync(ServerSettings server, ConformSettings settings, CancellationToken cancellation) =>
        Attempt.OfAsync(
            async () =>
            {
                var who = $"--mode both {RepeatLine.Who(settings.Client)} {ServerConformRun.Who(server)}";
                await using var session = await PairSession.StartAsync(
                    ConformRun.ClientOf(settings),
                    ServerConformRun.ServerOf(server, settings),
                    settings.Runner with
                    {
                        Repeat = run => $"streambench conform {who} --run '{run.Path}' --seed {run.Seed}",
                    },
                    settings.Plan.Seed,
                    cancellation
                );
                return await RunAsync(session, settings, cancellation);
            },
            error,
            cancellation
        );

    private async Task<int> RunAsync(PairSession session, ConformSettings settings, CancellationToken cancellation)
    {
        var plan = await session.PlanAsync(CaseBook.Shipped, settings.Plan);
        if (plan.Runs.IsEmpty && plan.Unimplemented.IsEmpty)
        {
            await error.WriteLineAsync(
                "nothing was selected: a pair is put only through cases that the proxy alone disturbs, such as RES-001"
            );
            return ExitCode.NothingSelected;
        }

        var whole = await session.PlanAsync(CaseBook.Shipped, new() { Phase = settings.Plan.Phase, Exhaustive = true });
        var baseline = BaselineDesk.Open(
            settings,
            [.. whole.Runs.Select(run => run.Path), .. whole.Unimplemented.Select(one => one.Cell.Path)],
            BaselineDesk.ChecksOf
        );
        return await new ResultDesk(settings, baseline, output, error).RunAsync(
            session.Card.Client,
            (plan.Runs.Length, plan.Unimplemented.Length),
            take => session.RunAsync(plan, take, cancellation),
            cancellation
        );
    }
}
