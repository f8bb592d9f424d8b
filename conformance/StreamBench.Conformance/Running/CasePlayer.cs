using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Running;

/// <summary>Plays the runs of a client against the servers of a bench.</summary>
/// <param name="bench">The servers.</param>
/// <param name="client">The client under test, started.</param>
/// <param name="card">What it said of itself.</param>
/// <param name="options">How.</param>
internal sealed class CasePlayer(Bench bench, IClientUnderTest client, ClientIntroduction card, RunnerOptions options)
    : IRunPlayer
{
    public async Task<RunResult> PlayAsync(PlannedRun run, CancellationToken cancellation)
    {
        var id = bench.NextId();
        try
        {
            var evidence = await new CaseRun(bench, client, options.Settings).PlayAsync(run, id, cancellation);
            return Referee.Judge(run, evidence, card, options.Settings, evidence.Values, options.Repeat(run));
        }
        catch (FormatException e)
        {
            return RunResults.Unjudged(
                run,
                card,
                Verdict.Harness,
                $"the case is not right: {e.Message}",
                options.Repeat(run)
            );
        }
    }
}
