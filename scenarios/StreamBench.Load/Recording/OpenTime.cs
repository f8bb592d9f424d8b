namespace StreamBench.Load.Recording;

/// <summary>
/// The area under the number of open streams: each start and each end is counted at its own time, so that the order in which
/// they are told does not matter, and what two cuts take adds up to what one would have taken.
/// </summary>
/// <remarks>Nanoseconds in 64 bits: 100,000 streams for 24 h. Sums within may wrap; what is taken is a difference, and right.</remarks>
/// <param name="slots">How many kinds of streams are counted apart.</param>
internal sealed class OpenTime(int slots)
{
    private readonly (long Open, long Area)[] kinds = new (long, long)[slots];

    internal void Open(int slot, long at)
    {
        ref var kind = ref kinds[slot];
        kind.Open++;
        kind.Area -= at;
    }

    internal void Close(int slot, long at)
    {
        ref var kind = ref kinds[slot];
        kind.Open--;
        kind.Area += at;
    }

    /// <summary>The area since the last call, in nanoseconds of streams; those that are open go on from here.</summary>
    internal long Take(int slot, long at)
    {
        ref var kind = ref kinds[slot];
        var upToHere = kind.Open * at;
        var taken = kind.Area + upToHere;
        kind.Area = -upToHere;
        return taken;
    }
}
