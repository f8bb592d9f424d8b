using System.Collections.Immutable;

namespace StreamBench.Load.Models;

/// <summary>Streams start when a recording says so.</summary>
public sealed record Trace : OpenModel
{
    /// <summary>Most arrivals of one trace.</summary>
    public const int MostArrivals = 5_000_000;

    /// <summary>Nanoseconds since the step began, in order.</summary>
    public required ImmutableArray<long> At { get; init; }

    internal override IEnumerable<double> Offsets(StepState state)
    {
        var end = During.TotalNanoseconds;
        foreach (var at in At)
        {
            if (at < end)
            {
                yield return at / 1e9;
            }
        }

        (state.Wait, state.Level) = (0, 0);
    }
}
