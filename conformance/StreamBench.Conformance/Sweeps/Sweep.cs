using System.Collections.Immutable;
using StreamBench.FaultProxy.Rules;

namespace StreamBench.Conformance.Sweeps;

/// <summary>
/// The core of StreamBench: every event boundary × every kind of cut × every transport, each against a computed final state.
/// </summary>
public static class Sweep
{
    /// <summary>Runs that go on at the same time. They mostly wait, for connections and for retries.</summary>
    private const int Parallel = 16;

    /// <summary>Runs the whole plan in its own servers on loopback.</summary>
    /// <param name="plan">What to sweep.</param>
    /// <param name="progress">Told of each result as it comes, from any thread.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <returns>Every result, in the order of the plan.</returns>
    public static async Task<ImmutableArray<CutResult>> RunAsync(
        SweepPlan plan,
        Action<CutResult> progress,
        CancellationToken cancellation
    )
    {
        await using var bench = await SweepBench.StartAsync(plan, cancellation);
        var runs = plan.Runs().ToArray();
        var results = new CutResult[runs.Length];
        await System.Threading.Tasks.Parallel.ForEachAsync(
            runs.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation },
            async (run, stop) =>
            {
                results[run.Index] = await bench.RunAsync(run.Item, run.Index, stop);
                progress(results[run.Index]);
            }
        );
        return [.. results];
    }
}

/// <summary>What a sweep covers.</summary>
/// <param name="Scripts">The scripts.</param>
/// <param name="Transports">The transports, by name.</param>
/// <param name="Clients">The clients.</param>
/// <param name="Ways">The kinds of cut.</param>
/// <param name="Seed">Of every chance: backoff jitter, cuts inside chunks.</param>
public sealed record SweepPlan(
    ImmutableArray<SweepScript> Scripts,
    ImmutableArray<string> Transports,
    ImmutableArray<SweepClient> Clients,
    ImmutableArray<CutKind> Ways,
    int Seed = 1
)
{
    /// <summary>The API of a Toxiproxy server that makes the cuts, after bytes and on every connection; null for our own, after events.</summary>
    public Uri? Toxiproxy { get; init; }

    /// <summary>How many runs one client has.</summary>
    public int RunsOf(SweepClient client) => Runs().Count(run => run.Client == client);

    internal IEnumerable<SweepRun> Runs() =>
        from client in Clients
        from transport in Transports
        from script in Scripts
        from cut in Toxiproxy is null ? script.Cuts(Ways) : SweepScript.CutsByBytes()
        select new SweepRun(client, transport, script, cut);
}

/// <summary>One client, one stream, one cut.</summary>
internal sealed record SweepRun(SweepClient Client, string Transport, SweepScript Script, SweepCut Cut);
