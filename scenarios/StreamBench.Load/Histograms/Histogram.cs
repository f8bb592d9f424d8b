using System.Numerics;
using System.Runtime.InteropServices;

namespace StreamBench.Load.Histograms;

/// <summary>
/// Counts of durations in nanoseconds, each kept to 3 significant digits (0.1 %) from 1 ns to 24 h. Adding two gives
/// exactly what one would have counted. One writer at a time: each thread has its own.
/// </summary>
/// <remarks>
/// Memory: 8 KiB for each doubling of the value that was ever recorded, taken when the first value of it comes and kept;
/// at most 304 KiB. A negative value counts as 0 and one over 24 h as 24 h; both are counted in <see cref="Clamped"/>.
/// </remarks>
public sealed class Histogram
{
    private readonly long[]?[] pages = new long[HistogramLayout.PageCount][];
    private long min = long.MaxValue;
    private long max;

    /// <summary>How many values were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The smallest value, exactly; 0 when there is none.</summary>
    public long Min => Count == 0 ? 0 : min;

    /// <summary>The largest value, exactly; 0 when there is none.</summary>
    public long Max => max;

    /// <summary>The mean of all values, each read out as the middle of its slot (within 0.05 %); 0 when there is none.</summary>
    public double Mean =>
        Slots.Sum(slot => (double)HistogramLayout.MiddleOf(slot.Slot) * slot.Count) / Math.Max(1, Count);

    /// <summary>How many values lay outside the range and were moved to its edge.</summary>
    public long Clamped { get; private set; }

    /// <summary>Counts one value, in nanoseconds.</summary>
    public void Record(long nanoseconds)
    {
        if ((ulong)nanoseconds > HistogramLayout.HighestValue)
        {
            nanoseconds = nanoseconds < 0 ? 0 : HistogramLayout.HighestValue;
            Clamped++;
        }

        Count++;
        min = Math.Min(min, nanoseconds);
        max = Math.Max(max, nanoseconds);
        var slot = HistogramLayout.SlotOf(nanoseconds);
        var page = pages[slot >> HistogramLayout.PageBits] ?? TakePage(slot);
        page[slot & (HistogramLayout.PageSize - 1)]++;
    }

    /// <summary>Counts all that <paramref name="other"/> counted, too.</summary>
    public void Add(Histogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var number = 0; number < pages.Length; number++)
        {
            if (other.pages[number] is { } more)
            {
                AddPage(pages[number] ??= new long[HistogramLayout.PageSize], more);
            }
        }

        Count += other.Count;
        Clamped += other.Clamped;
        SetRange(Math.Min(min, other.min), Math.Max(max, other.max));
    }

    /// <summary>Forgets every value and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var page in pages)
        {
            page.AsSpan().Clear();
        }

        (Count, Clamped, min, max) = (0, 0, long.MaxValue, 0);
    }

    /// <summary>
    /// The value that <paramref name="percent"/> % of all values do not exceed (nearest rank), read out as the middle of its
    /// slot and never outside <see cref="Min"/> to <see cref="Max"/>; 0 when there is none.
    /// </summary>
    /// <param name="percent">More than 0, at most 100; 100 gives <see cref="Max"/>.</param>
    public long Percentile(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        return AtRank(Rank.Of(percent, Count));
    }

    /// <summary>The value of the <paramref name="rank"/>-th smallest, from 1; <see cref="Max"/> for any rank past the last.</summary>
    public long AtRank(long rank)
    {
        if (rank >= Count)
        {
            return Max;
        }

        var left = rank;
        for (var number = 0; number < pages.Length; number++)
        {
            ReadOnlySpan<long> page = pages[number];
            for (var i = 0; i < page.Length; i++)
            {
                left -= page[i];
                if (left <= 0)
                {
                    var slot = (number << HistogramLayout.PageBits) + i;
                    return Math.Clamp(HistogramLayout.MiddleOf(slot), Min, Max);
                }
            }
        }

        return Max;
    }

    /// <summary>The slots that have counts, in order of their values.</summary>
    internal IEnumerable<(int Slot, long Count)> Slots
    {
        get
        {
            for (var number = 0; number < pages.Length; number++)
            {
                if (pages[number] is not { } page)
                {
                    continue;
                }

                for (var i = 0; i < page.Length; i++)
                {
                    if (page[i] != 0)
                    {
                        yield return ((number << HistogramLayout.PageBits) + i, page[i]);
                    }
                }
            }
        }
    }

    internal void AddSlot(int slot, long count)
    {
        var page = pages[slot >> HistogramLayout.PageBits] ?? TakePage(slot);
        page[slot & (HistogramLayout.PageSize - 1)] += count;
        Count += count;
    }

    /// <summary>Says what was lost between slots and exact values.</summary>
    internal void SetRange(long smallest, long largest) => (min, max) = (smallest, largest);

    internal void SetClamped(long count) => Clamped = count;

    // A page is a whole number of vectors of any width.
    private static void AddPage(Span<long> page, ReadOnlySpan<long> more)
    {
        var sums = MemoryMarshal.Cast<long, Vector<long>>(page);
        var added = MemoryMarshal.Cast<long, Vector<long>>(more);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += added[i];
        }
    }

    private long[] TakePage(int slot) => pages[slot >> HistogramLayout.PageBits] = new long[HistogramLayout.PageSize];
}
