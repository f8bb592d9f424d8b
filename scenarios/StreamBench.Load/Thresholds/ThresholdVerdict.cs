using System.Collections.Immutable;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Thresholds;

/// <summary>Whether a threshold held.</summary>
/// <param name="Threshold">What had to hold.</param>
/// <param name="Value">What was measured, in the metric's unit; infinite for never, NaN for no data.</param>
public sealed record ThresholdVerdict(Threshold Threshold, double Value)
{
    /// <summary>True when it held.</summary>
    public bool Held => Threshold.Holds(Value);

    /// <summary>What was measured, for people.</summary>
    public string Shown => Threshold.Metric.Show(Value);

    /// <summary>Judges every threshold of a plan by what was counted after the warm-up within <paramref name="measured"/>.</summary>
    /// <exception cref="InvalidDataException">A threshold cannot be read; plans that were checked have none.</exception>
    public static ImmutableArray<ThresholdVerdict> Of(
        IEnumerable<string> thresholds,
        IReadOnlyList<string> scenarios,
        TallySet tallies,
        TimeSpan measured
    )
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        ArgumentNullException.ThrowIfNull(scenarios);
        ArgumentNullException.ThrowIfNull(tallies);
        var all = tallies.Sum(warmUp: false);
        return
        [
            .. thresholds
                .Select(text => Required(text, scenarios))
                .Select(threshold => new ThresholdVerdict(
                    threshold,
                    threshold.Metric.Read(TallyOf(threshold, scenarios, tallies, all), measured)
                )),
        ];
    }

    private static Tally TallyOf(Threshold threshold, IReadOnlyList<string> scenarios, TallySet tallies, Tally all) =>
        threshold.Scenario is { } name ? tallies[scenarios.ToList().IndexOf(name), warmUp: false] ?? new Tally() : all;

    private static Threshold Required(string text, IReadOnlyList<string> scenarios)
    {
        var parsed = ThresholdParser.Parse(text, scenarios);
        return parsed.Threshold
            ?? throw new InvalidDataException($"threshold \"{text}\", column {parsed.Column}: {parsed.Problem}");
    }
}
