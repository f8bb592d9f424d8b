using System.Globalization;

namespace StreamBench.Load.Schedules;

/// <summary>
/// A part of a plan that one process runs: every <see cref="Count"/>-th arrival and user. The segments of a plan are
/// disjoint and together are the whole plan, so that their results merge exactly.
/// </summary>
/// <param name="Index">Which, from 1.</param>
/// <param name="Count">Of how many, at most 10,000.</param>
public readonly record struct Segment(int Index, int Count)
{
    /// <summary>All of the plan.</summary>
    public static Segment Whole { get; } = new(1, 1);

    /// <summary>Reads <c>2/4</c>; null when it is no segment.</summary>
    public static Segment? Parse(string text)
    {
        var parts = (text ?? "").Split('/');
        return
            parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index >= 1
            && index <= count
            && count <= 10_000
            ? new Segment(index, count)
            : null;
    }

    /// <summary>True when the arrival, or the user, of that number is this segment's.</summary>
    public bool Has(long number) => number % Count == Index - 1;

    /// <summary>How many of the numbers 0 … <paramref name="total"/> − 1 are this segment's.</summary>
    public long ShareOf(long total) => Math.Max(0, (total - Index + Count) / Count);

    /// <summary>The <paramref name="n"/>-th number, from 0, that is this segment's.</summary>
    public long NumberOf(long n) => n * Count + Index - 1;

    /// <inheritdoc/>
    public override string ToString() => $"{Index}/{Count}";
}
