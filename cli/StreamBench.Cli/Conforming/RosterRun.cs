using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Rosters;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Cli.Conforming;

/// <summary>
/// As <see cref="ConformRun"/>, with several clients one after the other. Each has its results in a folder of its own; together they are
/// one result, which the reports show side by side.
/// </summary>
internal sealed class RosterRun(TextWriter output, TextWriter error)
{
    // What a caller has to know first: broken off, a wrong file, a client that did not start, a failure, nothing judged.
    private static readonly ImmutableArray<int> WorstFirst =
    [
        ExitCode.Interrupted,
        ExitCode.Usage,
        ExitCode.Harness,
        ExitCode.CheckFailed,
        ExitCode.NothingSelected,
    ];

    /// <summary>Runs, and answers the exit code: the worst of all clients.</summary>
    internal async Task<int> RunAsync(FileInfo file, ConformSettings settings, CancellationToken cancellation)
    {
        var loaded = ClientRosterFile.Load(file.FullName);
        if (loaded.Roster is not { } roster)
        {
            await error.WriteLineAsync(string.Join(Environment.NewLine, loaded.Problems));
            return ExitCode.Usage;
        }

        var codes = new List<int>();
        foreach (var entry in roster.Entries)
        {
            await output.WriteLineAsync($"== {entry.Name}");
            Directory.CreateDirectory(FolderOf(entry, settings));
            File.Delete(ResultsOf(entry, settings)); // an older run's must not stand for a client that does not start now
            codes.Add(await new ConformRun(output, error).RunAsync(SettingsOf(entry, settings), cancellation));
            if (codes[^1] is ExitCode.Interrupted or ExitCode.Usage)
            {
                break;
            }
        }

        await JoinAsync(roster, settings);
        return WorstFirst.FirstOrDefault(codes.Contains, ExitCode.AsExpected);
    }

    private static ConformSettings SettingsOf(RosterEntry entry, ConformSettings settings) =>
        settings with
        {
            Client = entry.Client,
            Name = entry.Name,
            Out = new DirectoryInfo(FolderOf(entry, settings)),
            Baseline = entry.Baseline is { } path ? new FileInfo(path) : null,
            Reports = ImmutableSortedDictionary<string, string>.Empty,
            Runner = settings.Runner with { Repeat = RepeatLine.Of(entry.Client) },
        };

    private static string FolderOf(RosterEntry entry, ConformSettings settings) =>
        Path.Combine(settings.Out.FullName, entry.Name);

    private static string ResultsOf(RosterEntry entry, ConformSettings settings) =>
        Path.Combine(FolderOf(entry, settings), "results.jsonl");

    private async Task JoinAsync(ClientRoster roster, ConformSettings settings)
    {
        var parts = roster
            .Entries.Select(entry => (entry.Name, File: ResultsOf(entry, settings)))
            .Where(part => File.Exists(part.File))
            .Select(part => (part.Name, Results: ResultReader.Load(part.File)))
            .ToList();
        if (parts.Count == 0)
        {
            return; // no client has come as far as a result, and each has said why
        }

        var joined = ResultMerge.Of(parts);
        var path = Path.Combine(settings.Out.FullName, "results.jsonl");
        await using (var file = File.Create(path))
        {
            ResultWriter.Write(file, joined);
        }

        await output.WriteLineAsync("== together");
        foreach (var (name, results) in parts)
        {
            await output.WriteLineAsync($"{name}: {CountsLine.Of(results.Summary)}");
        }

        await ReportFiles.WriteAsync(settings.Reports, joined, output);
        await output.WriteLineAsync($"every run: {Path.GetRelativePath(".", path)}");
    }
}
