using System.Collections.Immutable;

namespace StreamBench.Conformance.Planning;

/// <summary>Chooses some of many positions so that every class of them is there, and the rest are spread evenly.</summary>
public static class Sampling
{
    /// <summary>At most <paramref name="most"/> positions of each class, spread evenly over it; in order.</summary>
    /// <param name="classes">The class of each position; those of a class stand together.</param>
    /// <param name="most">How many of each; at least 2.</param>
    public static ImmutableArray<int> OfEach(IReadOnlyList<string> classes, int most) =>
        [
            .. classes
                .Index()
                .GroupBy(c => c.Item, c => c.Index, StringComparer.Ordinal)
                .SelectMany(group =>
                {
                    var all = group.ToList();
                    return Stratified([.. all.Select(_ => group.Key)], most).Select(i => all[i]);
                }),
        ];

    /// <summary>At most <paramref name="most"/> positions: first and last, one of each class, then evenly spread ones; in order.</summary>
    /// <param name="classes">The class of each position.</param>
    /// <param name="most">How many; at least 2.</param>
    public static ImmutableArray<int> Stratified(IReadOnlyList<string> classes, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        if (classes.Count <= most)
        {
            return [.. Enumerable.Range(0, classes.Count)];
        }

        var chosen = new SortedSet<int> { 0, classes.Count - 1 };
        foreach (var one in classes.Index().GroupBy(c => c.Item, StringComparer.Ordinal).Select(group => group.First()))
        {
            if (chosen.Count < most)
            {
                chosen.Add(one.Index);
            }
        }

        // Halve the widest gap again and again.
        while (chosen.Count < most)
        {
            var (from, to) = chosen.Zip(chosen.Skip(1)).MaxBy(gap => gap.Second - gap.First);
            chosen.Add((from + to) / 2);
        }

        return [.. chosen];
    }
}
