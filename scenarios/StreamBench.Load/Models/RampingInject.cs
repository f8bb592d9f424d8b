namespace StreamBench.Load.Models;

/// <summary>The rate goes in a straight line from that of the step before (0 at first, and after a pause) to <see cref="Rate"/>.</summary>
public sealed record RampingInject : OpenModel
{
    /// <summary>Streams a second at the end.</summary>
    public required Rate Rate { get; init; }

    internal override IEnumerable<double> Offsets(StepState state) =>
        Spacing.Even([new RatePiece(state.Level, Rate.PerSecond, During.TotalSeconds)], state);
}
