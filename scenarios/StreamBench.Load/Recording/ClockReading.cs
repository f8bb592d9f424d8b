using StreamBench.Load.Histograms;

namespace StreamBench.Load.Recording;

/// <summary>
/// What a clock says of a set of streams. Those that never got there stay in the denominators, as the longest of all: with
/// 2 % of the streams failed before their first event, the 99th percentile of the first event is never, not what the other
/// 98 % saw.
/// </summary>
/// <param name="Times">Those that got there.</param>
/// <param name="Never">How many did not.</param>
public readonly record struct ClockReading(Histogram Times, long Never)
{
    /// <summary>All streams, those that never got there included.</summary>
    public long Count => Times.Count + Never;

    /// <summary>Nanoseconds, or null when the answer is never, or when there is no stream at all.</summary>
    public long? Percentile(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        var rank = Rank.Of(percent, Count);
        return Count > 0 && rank <= Times.Count ? Times.AtRank(rank) : null;
    }
}
