using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Vectors;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Planning;

/// <summary>Lays out every run of a catalogue for one client.</summary>
/// <param name="bodyBytes">How many bytes the first response has, by script and transport; for sweeps over bytes.</param>
public sealed class Planner(Func<string, string, Task<int>> bodyBytes)
{
    /// <summary>The seeds of a sweep over seeds when it says no other number.</summary>
    private const int Seeds = 20;

    /// <summary>Plans.</summary>
    /// <returns>The runs in a random order that the seed repeats, and one run for each cell that the client cannot do.</returns>
    public async Task<Plan> PlanAsync(CaseBook book, ClientIntroduction client, PlanOptions options)
    {
        var (runs, missing) = (new List<PlannedRun>(), new List<PlannedRun>());
        foreach (var cell in Cells.Of(book, options))
        {
            if (!client.Transports.Contains(cell.Transport, StringComparer.Ordinal))
            {
                continue;
            }

            if (cell.Needs.All(need => client.Capabilities.Contains(need, StringComparer.Ordinal)))
            {
                runs.AddRange(await PositionsAsync(cell, options));
            }
            else
            {
                missing.Add(cell);
            }
        }

        // A cell is never cut in two: what is said of a sweep is said of all its positions.
        var cells = runs.Where(run => IsSelected(run.Path, options))
            .GroupBy(run => run.CellPath, StringComparer.Ordinal);
        var random = new Random(options.Seed);
        return new Plan(
            [.. OfShard(cells, options).SelectMany(cell => cell).OrderBy(_ => random.Next())],
            [.. OfShard(missing.Where(run => IsSelected(run.Path, options)), options)]
        )
        {
            IsWhole = options is { Run.IsEmpty: true, Skip.IsEmpty: true, Shards: 1 },
        };
    }

    private static IEnumerable<T> OfShard<T>(IEnumerable<T> all, PlanOptions options) =>
        all.Index().Where(one => one.Index % options.Shards == options.Shard - 1).Select(one => one.Item);

    /// <summary>Every position of one cell, in order; for shrinking a failure to the smallest.</summary>
    public async Task<ImmutableArray<PlannedRun>> AllOfAsync(PlannedRun cell) =>
        [.. await PositionsAsync(cell with { Position = null }, new PlanOptions { Exhaustive = true })];

    private async Task<IEnumerable<PlannedRun>> PositionsAsync(PlannedRun cell, PlanOptions options)
    {
        if (cell.Case.Sweep is not { } sweep)
        {
            return [cell];
        }

        var classes = await ClassesAsync(cell, sweep);
        var last = sweep.To < 0 ? classes.Count + sweep.To : Math.Min(sweep.To, classes.Count - 1);
        var range = classes.Skip(sweep.From).Take(last - sweep.From + 1).ToList();
        var isNamed = options.Run.Any(pattern => pattern.Names(sweep.Name)); // a position that is asked for need not be in the sample
        var isWhole = isNamed || options.Exhaustive;
        var samples = isWhole || sweep.Over == SweepOver.Vectors ? range.Count : options.Samples;
        return (
            sweep.Over == SweepOver.VectorSlices && !isWhole
                ? Sampling.OfEach(range, Math.Min(VectorSlice.DefaultCuts, options.Samples))
                : Sampling.Stratified(range, Math.Max(2, samples))
        ).Select(i =>
            cell with
            {
                Position = sweep.From + i,
                Seed = sweep.Over == SweepOver.Seeds ? options.Seed + i : options.Seed,
            }
        );
    }

    // The class of each position: a sample has one of every class.
    private async Task<IReadOnlyList<string>> ClassesAsync(PlannedRun cell, Sweep sweep) =>
        sweep.Over switch
        {
            SweepOver.Events => ["hello", .. ScriptFacts.Of(ShippedScripts.Find(cell.Script)!).Types],
            SweepOver.Bytes => [.. Enumerable.Repeat("byte", await bodyBytes(cell.Script, cell.Transport) + 1)],
            SweepOver.VectorSlices => [.. VectorSlice.All.Select(slice => slice.Kind)],
            SweepOver.Vectors => [.. SseVectors.All.Select(vector => vector.Id)],
            _ => [.. Enumerable.Repeat("seed", Seeds)],
        };

    private static bool IsSelected(string path, PlanOptions options) =>
        (options.Run.IsEmpty || options.Run.Any(pattern => pattern.Matches(path)))
        && !options.Skip.Any(pattern => pattern.Matches(path));
}

/// <summary>What is to be run.</summary>
/// <param name="Runs">The runs, in the order in which they are done.</param>
/// <param name="Unimplemented">Cells that the client lacks a capability for.</param>
public sealed record Plan(ImmutableArray<PlannedRun> Runs, ImmutableArray<PlannedRun> Unimplemented)
{
    /// <summary>True when nothing of the catalogue was left out by a pattern or a shard.</summary>
    public bool IsWhole { get; init; }
}
