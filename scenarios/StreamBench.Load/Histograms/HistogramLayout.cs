using System.Numerics;

namespace StreamBench.Load.Histograms;

/// <summary>
/// Which slot a value falls into: 1,024 slots of equal width for each doubling of the value, so that a slot is at most
/// 0.1 % wide (3 significant digits). The slots are those of an HdrHistogram with lowest discernible value 1 and 3 digits.
/// </summary>
/// <remarks>
/// <code>
/// value      0 … 2047    2048 … 4095    4096 … 8191   …    2^46 … 2^47-1
/// width             1              2              4                 2^36
/// slot       0 … 2047    2048 … 3071    3072 … 4095   …   37888 … 38911
/// </code>
/// </remarks>
internal static class HistogramLayout
{
    /// <summary>Significant decimal digits, as the encoded form calls it.</summary>
    internal const int SignificantDigits = 3;

    /// <summary>Slots a page; a page is one doubling, but the first two pages share the width 1.</summary>
    internal const int PageSize = 1 << PageBits;

    internal const int PageBits = 10;

    /// <summary>A day in nanoseconds. No stream of a load run lasts longer.</summary>
    internal const long HighestValue = 86_400_000_000_000;

    internal const int PageCount = 38;

    internal const int SlotCount = PageCount * PageSize;

    /// <summary>The slot of <paramref name="value"/>, which is from 0 to <see cref="HighestValue"/>.</summary>
    internal static int SlotOf(long value)
    {
        var shift = Shift(value);
        return (shift << PageBits) + (int)(value >> shift);
    }

    /// <summary>The lowest value of a slot.</summary>
    internal static long LowestOf(int slot)
    {
        var page = slot >> PageBits;
        var shift = Math.Max(0, page - 1);
        return (slot - ((long)shift << PageBits)) << shift;
    }

    /// <summary>How many values share a slot.</summary>
    internal static long WidthOf(int slot) => 1L << Math.Max(0, (slot >> PageBits) - 1);

    internal static long HighestOf(int slot) => LowestOf(slot) + WidthOf(slot) - 1;

    /// <summary>The value a slot is read out as: its middle, so that the error is half a slot to either side.</summary>
    internal static long MiddleOf(int slot) => LowestOf(slot) + (WidthOf(slot) >> 1);

    // Bits beyond the eleven that a slot number keeps.
    private static int Shift(long value) => 64 - (PageBits + 1) - BitOperations.LeadingZeroCount((ulong)value | 1024);
}
