namespace StreamBench.Load.Histograms;

/// <summary>Which of n sorted values a percentile is: the nearest rank, so that the answer is a value that occurred.</summary>
internal static class Rank
{
    /// <summary>The rank, from 1 to <paramref name="count"/>.</summary>
    internal static long Of(double percent, long count)
    {
        // 99.9 % of 1,000 is 999, but 0.999 × 1000 in binary may come out a hair above it.
        var exact = percent / 100 * count;
        return Math.Clamp(
            (long)Math.Ceiling(exact - Math.Max(1e-9, Math.BitIncrement(exact) - exact)),
            1,
            Math.Max(1, count)
        );
    }
}
