using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.FaultProxy;

namespace StreamBench.Conformance.Pairs;

/// <summary>Plays the runs of a pair, and finds out whom a failure blames.</summary>
internal sealed class PairPlayer(
    FaultProxyServer faults,
    PairTable table,
    ClientIntroduction card,
    RunnerOptions options
) : IRunPlayer
{
    // A server that runs on has the conversations of earlier sessions: the time keeps these apart.
    private readonly string session = $"sb-{options.Settings.Time.GetUtcNow().ToUnixTimeMilliseconds():x}";
    private int number;

    public Task<RunResult> PlayAsync(PlannedRun run, CancellationToken cancellation) =>
        PlayAsync(run, table.Client, table.Server, cancellation);

    public async Task<string?> BlameAsync(PlannedRun run, CancellationToken cancellation)
    {
        var client = await PlayAsync(run, table.Client, table.ReferenceServer, cancellation);
        var server = await PlayAsync(run, table.ReferenceClient, table.Server, cancellation);
        return Blame(client.Verdict >= Verdict.Fail, server.Verdict >= Verdict.Fail);
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

    private async Task<RunResult> PlayAsync(
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
            return RunResults.Unjudged(run, card, Verdict.Fail, e.Message, options.Repeat(run));
        }
        catch (FormatException e)
        {
            var reason = $"the case is not right: {e.Message}";
            return RunResults.Unjudged(run, card, Verdict.Harness, reason, options.Repeat(run));
        }
    }
}
