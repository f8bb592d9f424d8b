using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Mutants.Servers;

namespace StreamBench.Conformance.Servers.Mutation;

/// <summary>Which case fails which planted-bug server: the proof that a case can fail.</summary>
public static class ServerKillTable
{
    // One transport of each nature is enough to show that a case can fail.
    private static readonly ImmutableArray<string> Transports = ["sse", "ndjson", "ws"];

    /// <summary>Runs a mutant through the cases that claim to catch it, or through those given.</summary>
    /// <returns>The ids of the cases that failed it.</returns>
    public static async Task<ImmutableArray<string>> KillersAsync(
        IServerMutant mutant,
        IEnumerable<string> cases,
        CancellationToken cancellation
    )
    {
        var right = InProcessServer.Right;
        var server = new InProcessServer(mutant.Name, mutant.Plant(right), mutant.PlantAfterRestart(right));
        var options = new ServerRunnerOptions
        {
            EarlyStop = 1,
            Repeats = 0,
            Settings = new() { TimeScale = 0.4 }, // a server that hangs is no slower to find out
        };
        await using var session = await ServerSession.StartAsync(server, options, cancellation);
        var plan = await session.PlanAsync(
            ServerCaseBook.Shipped,
            new PlanOptions
            {
                Run = [.. cases.Select(Pattern)],
                Transports = Transports,
                Phase = 3,
                Samples = 6,
            }
        );
        var killers = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        await session.RunAsync(
            plan,
            result =>
            {
                if (result.Verdict is Verdict.Fail or Verdict.NonStrict)
                {
                    killers[result.Case] = true;
                }
            },
            cancellation
        );
        return [.. killers.Keys.Order(StringComparer.Ordinal)];
    }

    private static PathPattern Pattern(string id) =>
        PathPattern.TryParse($"{id}/**", out var pattern, out var problem)
            ? pattern
            : throw new InvalidOperationException(problem);
}
