using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Dialects;
using StreamBench.Mutants;

namespace StreamBench.Conformance.Mutation;

/// <summary>Which case fails which mutant: the proof that a case can fail.</summary>
public static class KillTable
{
    // One transport of each nature is enough to show that a case can fail.
    private static readonly ImmutableArray<string> Transports = ["sse", "ws"];

    /// <summary>Runs a mutant through the cases that claim to catch it, or through those given.</summary>
    /// <param name="bench">The servers.</param>
    /// <param name="mutant">The mutant.</param>
    /// <param name="cases">Ids of the cases.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>The ids of the cases that failed it.</returns>
    public static async Task<ImmutableArray<string>> KillersAsync(
        Bench bench,
        IMutant mutant,
        IEnumerable<string> cases,
        CancellationToken cancellation
    )
    {
        await using var client = new ReferenceUnderTest(mutant.Name, mutant.Plant, plantBelow: mutant.PlantBelow);
        var card = await client.StartAsync(cancellation);
        var settings = new RunSettings { DeadlineMs = 4_000 };
        var planner = new Planner(new BodySize(bench, settings).OfAsync);
        var options = new RunnerOptions
        {
            EarlyStop = 1,
            Repeats = 0,
            Shrinks = false,
            Settings = settings,
        };
        var killers = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var id in cases.Distinct(StringComparer.Ordinal))
        {
            var one =
                CaseBook.Shipped.Find(id)
                ?? throw new InvalidOperationException($"mutant {mutant.Name} names case {id}, which does not exist");
            var plan = await planner.PlanAsync(
                CaseBook.Shipped,
                card,
                new PlanOptions
                {
                    Run = [Pattern($"{id}/**")],
                    Transports = TransportsFor(one, mutant.Dialect),
                    Dialects = [mutant.Dialect],
                    Phase = 3,
                    Samples = 12,
                }
            );
            await new Runner(
                new CasePlayer(bench, client, card, options),
                card,
                planner,
                options with
                {
                    MaxFailures = 1,
                }
            ).RunAsync(
                plan,
                result =>
                {
                    if (result.Verdict is Verdict.Fail or Verdict.NonStrict)
                    {
                        killers[id] = true;
                    }
                },
                cancellation
            );
        }

        return [.. killers.Keys.Order(StringComparer.Ordinal)];
    }

    // A dialect has few transports: all of them.
    private static ImmutableArray<string> TransportsFor(Case one, string dialect) =>
        DialectList.Find(dialect) is { IsNative: false }
            ? []
            : [.. one.Transports.Where(Transports.Contains).DefaultIfEmpty(one.Transports[0])];

    private static PathPattern Pattern(string text) =>
        PathPattern.TryParse(text, out var pattern, out var problem)
            ? pattern
            : throw new InvalidOperationException(problem);
}
