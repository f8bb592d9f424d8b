namespace StreamBench.Load.Models;

/// <summary>Streams start independently of each other, with a steady mean: a Poisson process, drawn from the plan's seed.</summary>
/// <remarks>Two may come together and nothing for long: what many users who do not know each other do.</remarks>
public sealed record Poisson : OpenModel
{
    /// <summary>Streams a second, in the mean.</summary>
    public required Rate Rate { get; init; }

    internal override IEnumerable<double> Offsets(StepState state) =>
        Spacing.Independent(new RatePiece(Rate.PerSecond, Rate.PerSecond, During.TotalSeconds), state);
}
