using System.Collections.Immutable;
using StreamBench.Load.Recording;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Results;

/// <summary>
/// Joins the results of a plan's segments. Counts and histograms add exactly: the result is what one machine would have
/// counted, had it run all of them.
/// </summary>
public static class ResultMerge
{
    /// <summary>The merged result; its intervals are joined second by second.</summary>
    /// <param name="results">At least one.</param>
    /// <exception cref="InvalidDataException">They are not parts of the same plan, or two hold the same segment.</exception>
    public static LoadResult Of(IReadOnlyList<LoadResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfZero(results.Count);
        var first = results[0].Header;
        var segments = Segments(results, first);
        var missing = Segment.Parse(segments[0])!.Value.Count - segments.Length;
        return new LoadResult
        {
            Header = first with
            {
                Segments = segments,
                StartedAt = results.Min(result => result.Header.StartedAt),
                Machine = results.Count == 1 ? first.Machine : Machines(results),
            },
            Intervals = Intervals(results, first.Scenarios.Length),
            Totals = Sum(results.Select(result => result.Totals), first.Scenarios.Length),
            Measured = results.Max(result => result.Measured),
            Findings = RunFindings.Sum(results),
            IsPartial = missing > 0 || results.Any(result => result.IsPartial),
            Distrust =
            [
                .. missing > 0
                    ? [$"{missing} of {missing + segments.Length} segments are missing"]
                    : Array.Empty<string>(),
                .. results.SelectMany(result =>
                    result.Distrust.Select(why => $"segment {string.Join(", ", result.Header.Segments)}: {why}")
                ),
            ],
        };
    }

    private static ImmutableArray<string> Segments(IReadOnlyList<LoadResult> results, ResultHeader first)
    {
        var seen = new List<(Segment Segment, string Text)>();
        foreach (var header in results.Select(result => result.Header))
        {
            if (
                header.PlanDigest != first.PlanDigest
                || header.Seed != first.Seed
                || !header.Scenarios.SequenceEqual(first.Scenarios)
            )
            {
                throw new InvalidDataException(
                    $"\"{header.Plan}\" ({header.PlanDigest}) and \"{first.Plan}\" ({first.PlanDigest}) are not the same plan; compare them with diff"
                );
            }

            foreach (var text in header.Segments)
            {
                var segment =
                    Segment.Parse(text) ?? throw new InvalidDataException($"\"{text}\" is no segment; write i/n");
                if (seen.Count > 0 && seen[0].Segment.Count != segment.Count)
                {
                    throw new InvalidDataException($"segment {text} is of another division than {seen[0].Text}");
                }

                if (seen.Exists(other => other.Segment == segment))
                {
                    throw new InvalidDataException($"segment {text} is there twice");
                }

                seen.Add((segment, text));
            }
        }

        return seen.Count > 0
            ? [.. seen.OrderBy(one => one.Segment.Index).Select(one => one.Text)]
            : throw new InvalidDataException("a result names no segment");
    }

    private static ImmutableSortedDictionary<string, string> Machines(IReadOnlyList<LoadResult> results) =>
        results
            .SelectMany(result =>
                result.Header.Machine.Select(fact =>
                    (Key: $"{string.Join(",", result.Header.Segments)} {fact.Key}", fact.Value)
                )
            )
            .ToImmutableSortedDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);

    private static ImmutableArray<LoadInterval> Intervals(IReadOnlyList<LoadResult> results, int scenarios) =>
        [
            .. results
                .SelectMany(result => result.Intervals)
                .GroupBy(interval => interval.Number)
                .OrderBy(second => second.Key)
                .Select(second => new LoadInterval(
                    second.Key,
                    second.Max(interval => interval.Length),
                    second.Sum(interval => interval.Open),
                    () => Sum(second.Select(interval => interval.Tallies()), scenarios)
                )),
        ];

    private static TallySet Sum(IEnumerable<TallySet> sets, int scenarios)
    {
        var sum = new TallySet(scenarios);
        foreach (var set in sets)
        {
            sum.Add(set);
        }

        return sum;
    }
}
