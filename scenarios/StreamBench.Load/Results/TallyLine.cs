using System.Collections.Immutable;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Histograms;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Results;

/// <summary>A tally as it is written: only what is not 0.</summary>
/// <param name="Scenario">Name of the scenario.</param>
/// <param name="WarmUp">True for what the warm-up's streams did.</param>
/// <param name="Counters">Values by the counters' names.</param>
/// <param name="Clocks">Readings by the clocks' names.</param>
public sealed record TallyLine(
    string Scenario,
    bool WarmUp,
    ImmutableSortedDictionary<string, long> Counters,
    ImmutableSortedDictionary<string, ClockLine> Clocks
)
{
    internal static TallyLine Of(string scenario, bool warmUp, Tally tally) =>
        new(
            scenario,
            warmUp,
            CounterTable
                .All.Where(counter => tally[counter.Counter] != 0)
                .ToImmutableSortedDictionary(
                    counter => counter.Name,
                    counter => tally[counter.Counter],
                    StringComparer.Ordinal
                ),
            ClockTable
                .All.Where(clock =>
                    tally.Times(clock.Clock, ClockColumn.Intended).Count + tally.EndedWithout(clock.Clock) > 0
                )
                .ToImmutableSortedDictionary(
                    clock => clock.Name,
                    clock => ClockLine.Of(clock, tally),
                    StringComparer.Ordinal
                )
        );

    internal void AddTo(Tally tally)
    {
        foreach (var (name, value) in Counters)
        {
            var counter = CounterTable.Find(name) ?? throw new InvalidDataException($"unknown counter \"{name}\"");
            tally.Count(counter.Counter, value);
        }

        foreach (var (name, line) in Clocks)
        {
            var clock = ClockTable.Find(name) ?? throw new InvalidDataException($"unknown clock \"{name}\"");
            tally.CountNever(clock.Clock, line.Never);
            line.Intended?.AddTo(tally.Times(clock.Clock, ClockColumn.Intended));
            if (clock.RunsFromStart)
            {
                line.Real?.AddTo(tally.Times(clock.Clock, ClockColumn.Real));
            }
        }
    }
}

/// <summary>A clock as it is written.</summary>
/// <param name="Intended">From the intended start; for a clock that runs from elsewhere, all there is.</param>
/// <param name="Real">From the real start.</param>
/// <param name="Never">Streams that ended before the clock stopped; dropped arrivals, which count as never too, are a counter.</param>
public sealed record ClockLine(HistogramLine? Intended, HistogramLine? Real, long Never)
{
    internal static ClockLine Of(ClockDefinition clock, Tally tally) =>
        new(
            HistogramLine.Of(tally.Times(clock.Clock, ClockColumn.Intended)),
            clock.RunsFromStart ? HistogramLine.Of(tally.Times(clock.Clock, ClockColumn.Real)) : null,
            tally.EndedWithout(clock.Clock)
        );
}

/// <summary>A histogram as it is written.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Min">The smallest, exactly.</param>
/// <param name="Max">The largest, exactly.</param>
/// <param name="Clamped">How many lay outside 0 … 24 h.</param>
/// <param name="Hdr">All of them, in the public HdrHistogram V2 form.</param>
public sealed record HistogramLine(long Count, long Min, long Max, long Clamped, string Hdr)
{
    internal static HistogramLine? Of(Histogram histogram) =>
        histogram.Count == 0
            ? null
            : new(histogram.Count, histogram.Min, histogram.Max, histogram.Clamped, HdrEncoding.Encode(histogram));

    internal void AddTo(Histogram target)
    {
        var histogram = HdrEncoding.Decode(Hdr);
        if (histogram.Count != Count)
        {
            throw new InvalidDataException($"a histogram says {Count} values and holds {histogram.Count}");
        }

        if (Min < histogram.Min || Max > histogram.Max || Min > Max)
        {
            throw new InvalidDataException($"a histogram says it goes from {Min} to {Max} and holds other values");
        }

        histogram.SetRange(Min, Max);
        histogram.SetClamped(Clamped);
        target.Add(histogram);
    }
}
