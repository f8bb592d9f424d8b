namespace StreamBench.Load.Models;

/// <summary>Each interval has a rate of its own, drawn evenly between two by the plan's seed; evenly spaced within it.</summary>
public sealed record InjectRandom : OpenModel
{
    /// <summary>Lowest rate.</summary>
    public required Rate MinRate { get; init; }

    /// <summary>Highest rate.</summary>
    public required Rate MaxRate { get; init; }

    /// <summary>How long a rate holds; 1 s by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    internal override IEnumerable<double> Offsets(StepState state) => Spacing.Even(Pieces(state.Chance), state);

    private IEnumerable<RatePiece> Pieces(Random chance)
    {
        for (var left = During; left > TimeSpan.Zero; left -= Interval)
        {
            var rate = MinRate.PerSecond + (MaxRate.PerSecond - MinRate.PerSecond) * chance.NextDouble();
            yield return new RatePiece(rate, rate, (left < Interval ? left : Interval).TotalSeconds);
        }
    }
}
