using System.Collections.Immutable;

namespace StreamBench.Load.Search;

/// <summary>
/// Finds the highest rate at which everything holds: doubles until something fails, then halves the distance. Pure but for
/// the runs themselves; every run is kept.
/// </summary>
public sealed record RateSearch
{
    /// <summary>Where it begins, in streams a second; 10 by default.</summary>
    public double From { get; init; } = 10;

    /// <summary>It goes no higher; 100,000 by default.</summary>
    public double To { get; init; } = 100_000;

    /// <summary>It ends when the rates that hold and fail are nearer than this, as a share of the lower; 5 % by default.</summary>
    public double Precision { get; init; } = 0.05;

    /// <summary>When <see cref="From"/> fails it halves the rate, down to this share of it; 1/1024 by default.</summary>
    public double Floor { get; init; } = 1.0 / 1024;

    /// <summary>Searches.</summary>
    /// <param name="holdsAsync">Runs the load at a rate; true when every threshold held.</param>
    /// <param name="cancellation">Ends the search; what was found until then is lost.</param>
    public async Task<RateSearchResult> RunAsync(
        Func<double, CancellationToken, Task<bool>> holdsAsync,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(holdsAsync);
        Check();
        var runs = ImmutableArray.CreateBuilder<RateRun>();
        var (held, failed) = (0.0, double.PositiveInfinity);
        while (Next(held, failed) is { } rate)
        {
            var holds = await holdsAsync(rate, cancellation);
            runs.Add(new RateRun(rate, holds));
            (held, failed) = holds ? (rate, failed) : (held, rate);
        }

        return new RateSearchResult(
            held > 0 ? held : null,
            double.IsFinite(failed) ? failed : null,
            runs.ToImmutable()
        );
    }

    /// <summary>The rate to run next, when <paramref name="held"/> held (0: none) and <paramref name="failed"/> failed (infinite: none).</summary>
    internal double? Next(double held, double failed)
    {
        if (double.IsPositiveInfinity(failed))
        {
            return held >= To ? null : Math.Min(To, held == 0 ? From : held * 2);
        }

        if (held == 0)
        {
            return failed / 2 >= From * Floor ? failed / 2 : null;
        }

        // The geometric middle: precision is a share, so the steps are, too.
        return failed / held - 1 > Precision ? Math.Sqrt(held * failed) : null;
    }

    private void Check()
    {
        if (!(From > 0 && To >= From && Precision > 0 && Floor is > 0 and <= 1))
        {
            throw new ArgumentException(
                "a search goes from a rate over 0 to one that is not lower, with a precision over 0"
            );
        }
    }
}

/// <summary>One run of a search.</summary>
/// <param name="Rate">Streams a second.</param>
/// <param name="Held">True when every threshold held.</param>
public readonly record struct RateRun(double Rate, bool Held);

/// <summary>What a search found.</summary>
/// <param name="Highest">The highest rate that held; null when none did.</param>
/// <param name="Lowest">The lowest rate above it that failed; null when none did.</param>
/// <param name="Runs">Every run, in order.</param>
public sealed record RateSearchResult(double? Highest, double? Lowest, ImmutableArray<RateRun> Runs);
