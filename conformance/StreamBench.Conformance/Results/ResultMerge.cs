using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Results;

/// <summary>
/// Joins results of the same clients: the shards of one plan, or a run and the repetition of its failures. When two have a run of
/// the same client and path, the later one in the list counts, and a note says how many there were.
/// </summary>
public static class ResultMerge
{
    /// <summary>The joined result. It is partial when one of them is.</summary>
    /// <param name="results">At least one, with the name to call it by.</param>
    /// <exception cref="InvalidDataException">They come of different versions of StreamBench, or of different versions of one client.</exception>
    public static ResultSet Of(IReadOnlyList<(string Name, ResultSet Results)> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfZero(results.Count);
        foreach (var (name, other) in results.Skip(1))
        {
            RequireAlike(results[0], (name, other));
        }

        var clients = Clients(results);
        var seen = new HashSet<(string, string)>();
        var notes = new List<string>();
        foreach (var (name, part) in results)
        {
            var again = part.Runs.Count(run => !seen.Add((run.Client, run.Path)));
            notes.AddRange(part.Notes);
            if (again > 0)
            {
                notes.Add($"{again} runs of {name} take the place of earlier ones");
            }
        }

        var repeated = results.Sum(part => part.Results.Runs.Length) - seen.Count;
        var merged = ResultSet.Of(
            results[0].Results.Header with
            {
                StartedAt = results.Min(part => part.Results.Header.StartedAt),
                Seed = Joined(results, header => header.Seed),
                Machine = Joined(results, header => header.Machine),
                Clients = clients,
                Planned = results.Sum(part => part.Results.Header.Planned) - repeated,
            },
            Latest(results),
            footer: null,
            [.. notes]
        );
        return WithFooter(merged, results);
    }

    private static ImmutableArray<RunResult> Latest(IReadOnlyList<(string Name, ResultSet Results)> results)
    {
        var latest = new OrderedDictionary<(string, string), RunResult>();
        foreach (var run in results.SelectMany(part => part.Results.Runs))
        {
            // Staleness was said of one part's runs; all of them together decide it anew.
            latest[(run.Client, run.Path)] =
                run.Standing == Standing.Stale ? run with { Standing = Standing.AsExpected } : run;
        }

        return [.. latest.Values];
    }

    private static ResultSet WithFooter(ResultSet merged, IReadOnlyList<(string Name, ResultSet Results)> results)
    {
        if (results.Any(part => part.Results.Footer is null))
        {
            return merged;
        }

        var footer = new RunFooter
        {
            EndedAt = results.Max(part => part.Results.Footer!.EndedAt),
            Interrupted = results.Any(part => part.Results.Footer!.Interrupted),
            Runs = merged.Runs.Length,
            ExitCode = 0,
        };
        var whole = ResultSet.Of(merged.Header, merged.Runs, footer, merged.Notes);
        return ResultSet.Of(merged.Header, whole.Runs, footer with { ExitCode = whole.Summary.ExitCode }, merged.Notes);
    }

    private static void RequireAlike((string Name, ResultSet Results) one, (string Name, ResultSet Results) other)
    {
        var (first, second) = (one.Results.Header.StreamBench, other.Results.Header.StreamBench);
        if (first != second)
        {
            throw new InvalidDataException(
                $"{one.Name} comes of StreamBench {first} and {other.Name} of {second}; run them with one version, or compare them"
            );
        }
    }

    private static ImmutableArray<ClientCard> Clients(IReadOnlyList<(string Name, ResultSet Results)> results)
    {
        var cards = new OrderedDictionary<string, (string File, ClientCard Card)>(StringComparer.Ordinal);
        foreach (var (name, part) in results)
        {
            foreach (var card in part.Header.Clients)
            {
                if (cards.TryGetValue(card.Name, out var known) && known.Card.Version != card.Version)
                {
                    throw new InvalidDataException(
                        $"{known.File} has version {known.Card.Version ?? "(none)"} of {card.Name} and {name} has {card.Version ?? "(none)"}; compare them instead"
                    );
                }

                cards.TryAdd(card.Name, (name, card));
            }
        }

        return [.. cards.Values.Select(known => known.Card)];
    }

    private static string Joined(
        IReadOnlyList<(string Name, ResultSet Results)> results,
        Func<RunHeader, string> fact
    ) => string.Join("; ", results.Select(part => fact(part.Results.Header)).Distinct(StringComparer.Ordinal));
}
