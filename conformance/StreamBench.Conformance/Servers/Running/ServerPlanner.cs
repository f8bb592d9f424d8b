using System.Collections.Immutable;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Servers.Running;

/// <summary>Lays out every run of the server catalogue.</summary>
/// <param name="ownTypes">The types of the events that a server without scripts says, told by one look at it.</param>
internal sealed class ServerPlanner(Func<Task<ImmutableArray<string>>> ownTypes)
{
    /// <summary>What a server says of its own accord has no name.</summary>
    private static readonly ImmutableArray<string?> Own = [null];

    internal async Task<ServerPlan> PlanAsync(ServerCaseBook book, ServerCard card, PlanOptions options)
    {
        var (runs, missing) = (new List<PlannedServerRun>(), new List<PlannedServerRun>());
        foreach (var cell in Cells(book, card, options))
        {
            var needs = cell.Case.Needs.Concat(cell.Variant?.Needs ?? []);
            if (needs.All(card.Capabilities.Contains))
            {
                runs.AddRange(await PositionsAsync(cell, options));
            }
            else
            {
                missing.Add(cell);
            }
        }

        var random = new Random(options.Seed);
        return new ServerPlan(
            [
                .. runs.Where(run => IsSelected(run, options))
                    .Index()
                    .Where(run => run.Index % options.Shards == options.Shard - 1)
                    .Select(run => run.Item)
                    .OrderBy(_ => random.Next()),
            ],
            [.. missing.Where(run => options.Shard == 1 && IsSelected(run, options))]
        );
    }

    private static IEnumerable<PlannedServerRun> Cells(ServerCaseBook book, ServerCard card, PlanOptions options) =>
        from one in book.Cases
        where one.Phase <= options.Phase
        from transport in Transports(one, card, options)
        from dialect in options.Dialects
        from script in Scripts(one, card)
        from variant in one.Variants.IsEmpty ? [null] : one.Variants.Cast<ServerVariant?>()
        select new PlannedServerRun
        {
            Case = one,
            Variant = variant,
            Transport = transport,
            Dialect = dialect,
            Script = script,
            Seed = options.Seed,
        };

    private static IEnumerable<string> Transports(ServerCase one, ServerCard card, PlanOptions options)
    {
        var spoken = one
            .Transports.Where(card.Transports.Contains)
            .Where(name => options.Transports.IsEmpty || options.Transports.Contains(name, StringComparer.Ordinal));
        return one.OnOneTransport ? spoken.Take(1) : spoken;
    }

    private static ImmutableArray<string?> Scripts(ServerCase one, ServerCard card) =>
        one.Scripts.IsEmpty || !card.Capabilities.Contains(ServerCapabilities.Scripts) ? Own : [.. one.Scripts];

    private async Task<IEnumerable<PlannedServerRun>> PositionsAsync(PlannedServerRun cell, PlanOptions options)
    {
        if (!cell.Case.IsSweep)
        {
            return [cell];
        }

        var types = cell.Script is { } script ? ScriptFacts.Of(ShippedScripts.Find(script)!).Types : await ownTypes();
        ImmutableArray<string> classes = ["start", .. types]; // position 0 is before the first event
        var isWhole = options.Exhaustive || options.Run.Any(pattern => pattern.Names("k"));
        var samples = isWhole ? classes.Length : Math.Min(options.Samples, cell.Case.Samples ?? int.MaxValue);
        return Sampling.Stratified(classes, Math.Max(2, samples)).Select(k => cell with { Position = k });
    }

    private static bool IsSelected(PlannedServerRun run, PlanOptions options) =>
        (options.Run.IsEmpty || options.Run.Any(pattern => pattern.Matches(run.Path)))
        && !options.Skip.Any(pattern => pattern.Matches(run.Path));
}
