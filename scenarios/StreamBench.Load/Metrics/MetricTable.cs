using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Histograms;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Metrics;

/// <summary>Every metric by its name: counters, what is derived from them, and percentiles of clocks.</summary>
/// <remarks><code>clock[.real].(pNN[.NN] | min | mean | max | count | never)   counter   derived</code></remarks>
public static class MetricTable
{
    /// <summary>What is derived from counters.</summary>
    public static ImmutableArray<Metric> Derived { get; } =
    [
        Of("arrivals", MetricUnit.Count, "started and dropped: what the schedule asked for", t => t.Arrivals),
        Of("failed", MetricUnit.Count, "streams that failed, of all kinds", Failed),
        Of(
            "goodput",
            MetricUnit.Share,
            "completed of all arrivals; dropped and failed ones stay in the denominator",
            t => Share(t[Counter.Completed], t.Arrivals)
        ),
        Of("dropped-share", MetricUnit.Share, "dropped of all arrivals", t => Share(t[Counter.Dropped], t.Arrivals)),
        Of(
            "verified-share",
            MetricUnit.Share,
            "verified of all streams started",
            t => Share(t[Counter.Verified], t[Counter.Started])
        ),
        Of(
            "coalesced-share",
            MetricUnit.Share,
            "events that came in one read with others, of all events",
            t => Share(t[Counter.CoalescedEvents], t[Counter.Events])
        ),
        Of(
            "events/read",
            MetricUnit.Ratio,
            "events of a read that completed any",
            t => Share(t[Counter.Events], t[Counter.Reads])
        ),
        Rate("arrivals/s", "arrivals a second", t => t.Arrivals),
        Rate("events/s", "events a second", t => t[Counter.Events]),
        Rate("bytes/s", "bytes a second", t => t[Counter.Bytes]),
        Rate("turns/s", "completion signals a second, right or wrong", t => t[Counter.Completed] + t[Counter.Mismatch]),
        Rate("correct/s", "goodput as a rate: completed streams a second", t => t[Counter.Completed]),
        Rate(
            "open",
            "streams open on average, by the time that each was: `correct/s` × `turn.real.mean` where all complete (Little's law)",
            t => t[Counter.OpenTime] / 1e9
        ),
    ];

    /// <summary>The metric of that name, or null.</summary>
    public static Metric? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Derived.FirstOrDefault(metric => metric.Name == name)
            ?? (CounterTable.Find(name) is { } counter ? Of(counter) : OfClock(name.Split('.', 2), name));
    }

    /// <summary>A counter as a metric.</summary>
    public static Metric Of(CounterDefinition counter)
    {
        ArgumentNullException.ThrowIfNull(counter);
        return Of(counter.Name, MetricUnit.Count, counter.Meaning, tally => tally[counter.Counter]);
    }

    /// <summary>A percentile of a clock, from its intended start.</summary>
    public static Metric Percentile(Clock clock, double percent) =>
        Find(string.Create(CultureInfo.InvariantCulture, $"{ClockTable.Of(clock).Name}.p{percent}"))!;

    /// <summary>The first words of all names, to suggest from.</summary>
    internal static IEnumerable<string> Words =>
        Derived
            .Select(metric => metric.Name)
            .Concat(CounterTable.All.Select(counter => counter.Name))
            .Concat(ClockTable.All.Select(clock => clock.Name));

    private static Metric? OfClock(string[] words, string name)
    {
        if (words.Length != 2 || ClockTable.Find(words[0]) is not { } clock)
        {
            return null;
        }

        var isReal = clock.RunsFromStart && words[1].StartsWith("real.", StringComparison.Ordinal);
        var column = isReal ? ClockColumn.Real : ClockColumn.Intended;
        var meaning =
            $"from {(isReal ? "the real start" : clock.RunsFromStart ? "the intended start" : clock.From)} until {clock.To}";
        var (word, source) = (clock.Name, clock.Clock);
        Metric? metric = (isReal ? words[1][5..] : words[1]) switch
        {
            "min" => new(name, MetricUnit.Time, $"shortest time {meaning}", (t, _) => Least(t.Times(source, column))),
            "max" => new(name, MetricUnit.Time, $"longest time {meaning}", (t, _) => At(t.Read(source, column), 100)),
            "mean" => new(name, MetricUnit.Time, $"mean time {meaning}", (t, _) => Mean(t.Read(source, column))),
            "count" => Of(name, MetricUnit.Count, $"how often {word} was timed", t => t.Times(source, column).Count),
            "never" => Of(
                name,
                MetricUnit.Count,
                $"streams that never got there ({word})",
                t => t.Never(source, column)
            ),
            ['p', .. var digits] when Percent(digits) is { } percent => new(
                name,
                MetricUnit.Time,
                $"{digits} % took no longer {meaning}",
                (t, _) => At(t.Read(source, column), percent)
            ),
            _ => null,
        };
        return metric is null ? null : metric with { Timed = (source, column) };
    }

    private static double At(ClockReading reading, double percent) =>
        reading.Count == 0 ? double.NaN : reading.Percentile(percent) ?? double.PositiveInfinity;

    private static double Mean(in ClockReading reading) =>
        reading.Count == 0 ? double.NaN
        : reading.Never > 0 ? double.PositiveInfinity
        : reading.Times.Mean;

    private static double Least(Histogram times) => times.Count == 0 ? double.NaN : times.Min;

    private static double? Percent(string digits) =>
        double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
        && percent is > 0 and <= 100
            ? percent
            : null;

    private static double Failed(Tally tally) =>
        tally[Counter.FailedConnect]
        + tally[Counter.FailedReset]
        + tally[Counter.FailedTimeout]
        + tally[Counter.FailedProtocol]
        + tally[Counter.FailedByServer];

    private static double Share(double part, double whole) => whole == 0 ? double.NaN : part / whole;

    private static Metric Of(string name, MetricUnit unit, string meaning, Func<Tally, double> read) =>
        new(name, unit, meaning, (tally, _) => read(tally));

    private static Metric Rate(string name, string meaning, Func<Tally, double> read) =>
        new(name, MetricUnit.Ratio, meaning, (tally, length) => Share(read(tally), length.TotalSeconds));
}
