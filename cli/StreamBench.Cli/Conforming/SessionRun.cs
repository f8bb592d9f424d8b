using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Running;

namespace StreamBench.Cli.Conforming;

/// <summary>Puts a session through what was selected: plan, baseline, results.</summary>
internal sealed class SessionRun(TextWriter output, TextWriter error)
{
    /// <summary>Runs, and answers the exit code.</summary>
    /// <param name="session">Who is tested.</param>
    /// <param name="settings">With what.</param>
    /// <param name="hint">What to look at when nothing was selected.</param>
    /// <param name="cancellation">Stops; what was found stays good.</param>
    internal async Task<int> RunAsync(
        IClientSession session,
        ConformSettings settings,
        string hint,
        CancellationToken cancellation
    )
    {
        var plan = await session.PlanAsync(CaseBook.Shipped, settings.Plan);
        if (plan.Runs.IsEmpty && plan.Unimplemented.IsEmpty)
        {
            await error.WriteLineAsync($"nothing was selected; {hint}");
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
