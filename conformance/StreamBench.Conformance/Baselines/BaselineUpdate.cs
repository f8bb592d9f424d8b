using System.Collections.Immutable;
using StreamBench.Conformance.Results;

namespace StreamBench.Conformance.Baselines;

/// <summary>Writes a baseline anew after a run (<c>--update-baseline</c>): what passes goes, what fails comes, the rest stays as it was written.</summary>
/// <remarks>
/// An entry that was stale in some cells and needed in others gives way to one for each cell that needs it, with its issue and its day. An entry
/// that no run speaks of stays, as a partial run says nothing of it. Harness errors are never listed. An expired entry whose case still
/// fails stays, and goes on failing the run until somebody gives it another day: updating does not extend a promise.
/// </remarks>
public static class BaselineUpdate
{
    /// <summary>The new text of the file.</summary>
    /// <param name="old">The old text; empty when there is no file yet.</param>
    /// <param name="name">The file, for problems.</param>
    /// <param name="client">The client whose runs are listed.</param>
    /// <param name="results">A run that was judged by the old baseline.</param>
    /// <exception cref="InvalidDataException">The old text is no baseline; the message says file:line:column.</exception>
    public static string Of(string old, string name, string client, ResultSet results)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(results);
        var before = Read(old, name, client);
        var (gone, added) = Changes(before, [.. results.Cells.Where(cell => cell.Runs[0].Client == client)]);
        ImmutableArray<BaselineEntry> wanted = [.. before.Entries.Except(gone), .. added];
        // Editing lines keeps comments, but only of files in the usual style: what it makes is believed only when it says the right thing.
        var edited = BaselineText.Edit(old, before, gone, added);
        return edited is not null && Says(edited, name, client, wanted) ? edited : BaselineText.Whole(client, wanted);
    }

    private static Baseline Read(string old, string name, string client)
    {
        if (string.IsNullOrWhiteSpace(old))
        {
            return Baseline.Empty with { File = name, Client = client };
        }

        var loaded = BaselineFile.Parse(old, name);
        if (loaded.Baseline is not { } baseline)
        {
            throw new InvalidDataException(loaded.Problems[0].ToString());
        }

        return baseline.Client == client
            ? baseline
            : throw new InvalidDataException($"{name}:1:1: this is the baseline of {baseline.Client}, not of {client}");
    }

    private static (ImmutableArray<BaselineEntry> Gone, ImmutableArray<BaselineEntry> Added) Changes(
        Baseline before,
        ImmutableArray<Cell> cells
    )
    {
        var gone = before.Entries.Where(entry => cells.Any(cell => IsStale(cell, entry))).ToImmutableArray();
        var added = ImmutableArray.CreateBuilder<BaselineEntry>();
        foreach (var cell in cells)
        {
            var narrowed = gone.Where(entry => Needs(cell, entry)).ToArray();
            added.AddRange(
                narrowed.Length > 0
                    ? narrowed.SelectMany(entry => BaselineNews.Narrowed(cell, entry))
                    : BaselineNews.Of(cell)
            );
        }

        return (gone, [.. added.DistinctBy(entry => entry.Pattern.Text, StringComparer.Ordinal)]);
    }

    private static bool IsStale(Cell cell, BaselineEntry entry) =>
        cell.Runs.Any(run =>
            run.Standing == Standing.Stale && run.Listed.Any(listing => listing.Pattern == entry.Pattern.Text)
        ) && !Needs(cell, entry);

    private static bool Needs(Cell cell, BaselineEntry entry) =>
        cell.Runs.Any(run => run.Listed.Any(listing => listing.Failed && listing.Pattern == entry.Pattern.Text));

    private static bool Says(string text, string name, string client, ImmutableArray<BaselineEntry> wanted) =>
        BaselineFile.Parse(text, name).Baseline is { } baseline
        && baseline.Client == client
        && Facts(baseline.Entries).SetEquals(Facts(wanted));

    private static HashSet<(string, ListedAs, string?, DateOnly?)> Facts(IEnumerable<BaselineEntry> entries) =>
        [.. entries.Select(entry => (entry.Pattern.Text, entry.As, entry.Issue, entry.Until))];
}
