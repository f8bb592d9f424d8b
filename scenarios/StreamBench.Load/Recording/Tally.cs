using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Histograms;

namespace StreamBench.Load.Recording;

/// <summary>All that was counted and timed of some streams. Adding two gives exactly what one would have counted.</summary>
public sealed class Tally
{
    private static readonly int Clocks = ClockTable.All.Length;

    private readonly long[] counts = new long[CounterTable.All.Length];
    private readonly long[] nevers = new long[Clocks];
    private readonly Histogram[] intended = Histograms();
    private readonly Histogram[] real = Histograms();

    /// <summary>A counter's value.</summary>
    public long this[Counter counter]
    {
        get => counts[(int)counter];
        set => counts[(int)counter] = value;
    }

    /// <summary>Arrivals that were due: those started and those dropped. The denominator of shares.</summary>
    public long Arrivals => this[Counter.Started] + this[Counter.Dropped];

    /// <summary>What a clock measured, without those that never got there.</summary>
    /// <remarks>A clock that does not run from the start of a stream has the same in both columns.</remarks>
    public Histogram Times(Clock clock, ClockColumn column) =>
        column == ClockColumn.Real && ClockTable.Of(clock).RunsFromStart ? real[(int)clock] : intended[(int)clock];

    /// <summary>
    /// How many streams ended before a clock stopped. Dropped arrivals count from the intended start only: they have no
    /// real one.
    /// </summary>
    public long Never(Clock clock, ClockColumn column) =>
        nevers[(int)clock]
        + (column == ClockColumn.Intended && ClockTable.Of(clock).RunsFromStart ? this[Counter.Dropped] : 0);

    /// <summary>A clock with its denominators.</summary>
    public ClockReading Read(Clock clock, ClockColumn column) => new(Times(clock, column), Never(clock, column));

    /// <summary>Counts all that <paramref name="other"/> counted, too.</summary>
    public void Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        AddCounts(other);
        for (var i = 0; i < Clocks; i++)
        {
            intended[i].Add(other.intended[i]);
            real[i].Add(other.real[i]);
        }
    }

    /// <summary>Adds all but the times.</summary>
    internal void AddCounts(Tally other)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }

        for (var i = 0; i < Clocks; i++)
        {
            nevers[i] += other.nevers[i];
        }
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        counts.AsSpan().Clear();
        nevers.AsSpan().Clear();
        for (var i = 0; i < Clocks; i++)
        {
            intended[i].Clear();
            real[i].Clear();
        }
    }

    internal void Count(Counter counter, long by = 1) => counts[(int)counter] += by;

    internal void CountNever(Clock clock, long by = 1) => nevers[(int)clock] += by;

    internal long EndedWithout(Clock clock) => nevers[(int)clock];

    private static Histogram[] Histograms()
    {
        var histograms = new Histogram[Clocks];
        for (var i = 0; i < histograms.Length; i++)
        {
            histograms[i] = new Histogram();
        }

        return histograms;
    }
}
