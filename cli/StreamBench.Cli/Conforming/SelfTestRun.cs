using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Mutation;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Mutation;

namespace StreamBench.Cli.Conforming;

/// <summary>Shows that the catalogue can fail: runs every planted bug through the cases that must catch it.</summary>
internal sealed class SelfTestRun(TextWriter output, TextWriter error)
{
    internal async Task<int> RunAsync(FileInfo? file, CancellationToken cancellation)
    {
        var killers = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        var survivors = new List<string>();
        await using var bench = await Bench.StartAsync(1, cancellation);
        foreach (var (name, mutant) in MutantList.All)
        {
            await error.WriteLineAsync($"{name}: {mutant.Bug}");
            killers[name] = await KillTable.KillersAsync(bench, mutant, mutant.CaughtBy, cancellation);
            survivors.AddRange(
                mutant.CaughtBy.Except(killers[name]).Select(id => $"{name} passes {id}, which must fail it")
            );
        }

        foreach (var (name, mutant) in ServerMutantList.All)
        {
            await error.WriteLineAsync($"{name}: {mutant.Bug}");
            killers[name] = await ServerKillTable.KillersAsync(mutant, mutant.CaughtBy, cancellation);
            survivors.AddRange(
                mutant.CaughtBy.Except(killers[name]).Select(id => $"{name} passes {id}, which must fail it")
            );
        }

        var caught = killers.Values.SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
        survivors.AddRange(
            CaseBook
                .Shipped.Cases.Where(one => one is { Level: Level.Must, Phase: <= 2 } && !caught.Contains(one.Id))
                .Select(one => $"{one.Id} fails no planted bug")
        );
        survivors.AddRange(
            ServerCaseBook
                .Shipped.Cases.Where(one => one is { Level: Level.Must, Phase: <= 2 } && !caught.Contains(one.Id))
                .Select(one => $"{one.Id} fails no planted bug")
        );
        if (file is not null)
        {
            await File.WriteAllTextAsync(file.FullName, KillTableText.Of(killers.ToImmutable()), cancellation);
        }

        foreach (var survivor in survivors)
        {
            await output.WriteLineAsync(survivor);
        }

        await output.WriteLineAsync(
            $"{killers.Count} planted bugs, {caught.Count} cases that fail at least one, {survivors.Count} gaps"
        );
        return survivors.Count == 0 ? ExitCode.AsExpected : ExitCode.CheckFailed;
    }
}
