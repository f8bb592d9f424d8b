using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Running;

/// <summary>Results with everything that is known before a run was judged.</summary>
internal static class RunResults
{
    internal static RunResult Of(PlannedRun run, ClientIntroduction client, Verdict verdict, string repeat) =>
        new()
        {
            Path = run.Path,
            Case = run.Case.Id,
            Title = run.Case.Title,
            Level = run.Case.Level,
            Phase = run.Case.Phase,
            Client = client.Client.Name,
            Transport = run.Transport,
            Dialect = run.Dialect,
            Position = run.PositionPart,
            Verdict = verdict,
            Checks = [],
            Repeat = repeat,
        };

    /// <summary>A result without checks, and why it has none.</summary>
    internal static RunResult Unjudged(
        PlannedRun run,
        ClientIntroduction client,
        Verdict verdict,
        string reason,
        string repeat
    ) => Of(run, client, verdict, repeat) with { Reason = reason };
}
