using System.Collections.Immutable;
using StreamBench.Conformance.Baselines;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;

namespace StreamBench.Cli.Conforming;

/// <summary>Reads the baseline before a run, judges by it, and writes it anew afterwards.</summary>
internal sealed class BaselineDesk
{
    private readonly FileInfo? file;
    private readonly Baseline baseline;
    private readonly Strictness strictness;
    private readonly DateOnly today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);

    private BaselineDesk(FileInfo? file, Baseline baseline, Strictness strictness) =>
        (this.file, this.baseline, this.strictness) = (file, baseline, strictness);

    /// <summary>Opens the baseline.</summary>
    /// <exception cref="FormatException">It is not right; the message says file:line:column of each problem.</exception>
    internal static async Task<BaselineDesk> OpenAsync(ConformSettings settings, IClientSession session)
    {
        var whole = await session.PlanAsync(
            CaseBook.Shipped,
            new PlanOptions { Phase = settings.Plan.Phase, Exhaustive = true }
        );
        return Open(
            settings,
            [.. whole.Runs.Select(run => run.Path), .. whole.Unimplemented.Select(one => one.Cell.Path)],
            ChecksOf
        );
    }

    /// <summary>As above, for anything that has paths and checks.</summary>
    /// <param name="settings">Names the file.</param>
    /// <param name="paths">Every path that an entry may select.</param>
    /// <param name="checksOf">The ids of the checks of a case.</param>
    internal static BaselineDesk Open(
        ConformSettings settings,
        ImmutableArray<string> paths,
        Func<string, IEnumerable<string>> checksOf
    )
    {
        if (settings.Baseline is not { } file || (settings.UpdatesBaseline && !file.Exists))
        {
            return new BaselineDesk(settings.Baseline, Baseline.Empty, settings.Strictness);
        }

        var loaded = BaselineFile.Load(file.FullName);
        if (loaded.Baseline is not { } baseline)
        {
            throw new FormatException(string.Join(Environment.NewLine, loaded.Problems));
        }

        var problems = BaselineCheck.Of(baseline, paths, checksOf);
        return problems.IsEmpty
            ? new BaselineDesk(file, baseline, settings.Strictness)
            : throw new FormatException(string.Join(Environment.NewLine, problems));
    }

    internal RunResult Judge(RunResult run) => baseline.Judge(run, today, strictness);

    internal async Task UpdateAsync(string client, ResultSet results)
    {
        if (file is { } path)
        {
            var old = path.Exists ? await File.ReadAllTextAsync(path.FullName) : "";
            await File.WriteAllTextAsync(path.FullName, BaselineUpdate.Of(old, path.Name, client, results));
        }
    }

    private static IEnumerable<string> ChecksOf(string id) =>
        CaseBook.Shipped.Find(id) is { } one
            ? one
                .Variants.SelectMany(variant => variant.Setup.Checks)
                .Select(check => $"{id}.{check.Id}")
                .Distinct(StringComparer.Ordinal)
            : [];
}
