using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Rosters;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Running;

namespace StreamBench.Cli.Conforming;

/// <summary>A conformance run: progress on standard error, results line by line into a file, the report on standard output.</summary>
internal sealed class ConformRun(TextWriter output, TextWriter error)
{
    /// <summary>Runs, and answers the exit code.</summary>
    internal Task<int> RunAsync(ConformSettings settings, CancellationToken cancellation) =>
        Attempt.OfAsync(
            async () =>
            {
                await using var session = await ConformanceSession.StartAsync(
                    ClientOf(settings),
                    settings.Runner,
                    settings.Plan.Seed,
                    cancellation
                );
                return await RunAsync(session, settings, cancellation);
            },
            error,
            cancellation
        );

    /// <summary>The client that was asked for, not started yet.</summary>
    internal static IClientUnderTest ClientOf(ConformSettings settings)
    {
        var client = settings.Client is { } text
            ? ClientSpec.Parse(text).Create()
            : new ReferenceUnderTest(seed: settings.Plan.Seed);
        return settings.Name is { } name ? new NamedClient(client, name) : client;
    }

    private async Task<int> RunAsync(
        ConformanceSession session,
        ConformSettings settings,
        CancellationToken cancellation
    )
    {
        var plan = await session.PlanAsync(CaseBook.Shipped, settings.Plan);
        if (plan.Runs.IsEmpty && plan.Unimplemented.IsEmpty)
        {
            await error.WriteLineAsync("nothing was selected; streambench conform list shows every case");
            return ExitCode.NothingSelected;
        }

        var baseline = await BaselineDesk.OpenAsync(settings, session);
        return await new ResultDesk(settings, baseline, output, error).RunAsync(
            session.Card.Client,
            (plan.Runs.Length, plan.Unimplemented.Length),
            take => session.RunAsync(plan, take, cancellation),
            cancellation
        );
    }
}
