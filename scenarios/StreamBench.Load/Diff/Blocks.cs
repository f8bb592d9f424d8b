using System.Collections.Immutable;
using StreamBench.Load.Clocks;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;

namespace StreamBench.Load.Diff;

/// <summary>
/// A run cut into stretches of equal length. A stretch, not a stream, is what is drawn again: streams of one second share
/// their luck (a pause of the collector, a busy neighbour), and so do seconds side by side.
/// </summary>
internal sealed class Blocks
{
    private readonly ImmutableArray<(Tally Tally, TimeSpan Length)> blocks;

    private Blocks(ImmutableArray<(Tally Tally, TimeSpan Length)> blocks) => this.blocks = blocks;

    /// <summary>The seconds of a run in which something counted, warm-up left out.</summary>
    internal static ImmutableArray<LoadInterval> Seconds(LoadResult result) =>
        [.. result.Intervals.Where(interval => interval.Tallies().Sum(warmUp: false).Arrivals > 0)];

    internal static Blocks Of(ImmutableArray<LoadInterval> seconds, int count)
    {
        var cut = ImmutableArray.CreateBuilder<(Tally, TimeSpan)>(count);
        for (var block = 0; block < count; block++)
        {
            var (from, to) = (block * seconds.Length / count, (block + 1) * seconds.Length / count);
            var tally = new Tally();
            var length = TimeSpan.Zero;
            foreach (var second in seconds.AsSpan()[from..to])
            {
                tally.Add(second.Tallies().Sum(warmUp: false));
                length += second.Length;
            }

            cut.Add((tally, length));
        }

        return new Blocks(cut.MoveToImmutable());
    }

    /// <summary>
    /// Fills <paramref name="tally"/> with the counts and the <paramref name="timed"/> histograms of the blocks of those numbers
    /// and answers how long they are together.
    /// </summary>
    internal TimeSpan Draw(
        ReadOnlySpan<int> numbers,
        ReadOnlySpan<(Clock Clock, ClockColumn Column)> timed,
        Tally tally
    )
    {
        tally.Clear();
        var length = TimeSpan.Zero;
        foreach (var number in numbers)
        {
            tally.AddCounts(blocks[number].Tally);
            foreach (var (clock, column) in timed)
            {
                tally.Times(clock, column).Add(blocks[number].Tally.Times(clock, column));
            }

            length += blocks[number].Length;
        }

        return length;
    }
}
