using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Speech;
using StreamBench.Conformance.Vectors;
using StreamBench.FakeAgent.Scripts;

namespace StreamBench.Conformance.Planning;

/// <summary>Lays out every run of a catalogue for one client.</summary>
/// <param name="bodyBytes">How many bytes the first response of a cell has; for sweeps over bytes.</param>
public sealed class Planner(Func<PlannedRun, Task<int>> bodyBytes)
{
    /// <summary>The seeds of a sweep over seeds when it says no other number.</summary>
    private const int Seeds = 20;

    /// <summary>Plans.</summary>
    /// <returns>The runs in a random order that the seed repeats, and each cell that the client or the dialect cannot do.</returns>
    public async Task<Plan> PlanAsync(CaseBook book, ClientIntroduction client, PlanOptions options)
    {
        var (runs, missing) = (new List<PlannedRun>(), new List<LeftOutCell>());
        foreach (var cell in Cells.Of(book, options))
        {
            if (!client.Transports.Contains(cell.Transport, StringComparer.Ordinal))
            {
                continue;
            }

            if (WhyNot(cell, client) is { } why)
            {
                missing.Add(new LeftOutCell(cell, why));
            }
            else
            {
                runs.AddRange(await PositionsAsync(cell, options));
            }
        }

        // A cell is never cut in two: what is said of a sweep is said of all its positions.
        var cells = runs.Where(run => IsSelected(run.Path, options))
            .GroupBy(run => run.CellPath, StringComparer.Ordinal);
        var random = new Random(options.Seed);
        return new Plan(
            [.. OfShard(cells, options).SelectMany(cell => cell).OrderBy(_ => random.Next())],
            [.. OfShard(missing.Where(one => IsSelected(one.Cell.Path, options)), options)]
        )
        {
            IsWhole = options is { Run.IsEmpty: true, Skip.IsEmpty: true, Shards: 1 },
        };
    }

    private static string? WhyNot(PlannedRun cell, ClientIntroduction client)
    {
        if (!client.Dialects.Contains(cell.Spoken.Word, StringComparer.Ordinal))
        {
            return $"the client does not declare the dialect {cell.Spoken.Word}";
        }

        var undeclared = string.Join(", ", cell.Needs.Except(client.Capabilities, StringComparer.Ordinal));
        return Terms.WhyNot(cell) ?? (undeclared.Length == 0 ? null : $"the client does not declare {undeclared}");
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

        if (sweep.Over == SweepOver.Events && !cell.Spoken.IsNative)
        {
            return FramePositions.Of(cell, sweep, options);
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
            SweepOver.Bytes => [.. Enumerable.Repeat("byte", await bodyBytes(cell) + 1)],
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
/// <param name="Unimplemented">Cells for which client or dialect lacks something.</param>
public sealed record Plan(ImmutableArray<PlannedRun> Runs, ImmutableArray<LeftOutCell> Unimplemented)
{
    /// <summary>True when nothing of the catalogue was left out by a pattern or a shard.</summary>
    public bool IsWhole { get; init; }
}
