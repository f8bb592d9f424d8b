namespace StreamBench.Load.Models;

/// <summary>Streams start at a steady rate, evenly spaced; the first at once.</summary>
public sealed record Inject : OpenModel
{
    /// <summary>Streams a second.</summary>
    public required Rate Rate { get; init; }

    internal override IEnumerable<double> Offsets(StepState state) =>
        Spacing.Even([new RatePiece(Rate.PerSecond, Rate.PerSecond, During.TotalSeconds)], state);
}
