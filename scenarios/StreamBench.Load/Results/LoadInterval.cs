using System.Collections.Immutable;
using StreamBench.Load.Recording;

namespace StreamBench.Load.Results;

/// <summary>
/// What was counted in about a second. An interval that was read from a file stays packed until it is asked for: a soak of
/// eight hours has 28,800 of them.
/// </summary>
public sealed class LoadInterval
{
    private static readonly bool[] BothParts = [true, false];

    private readonly Func<TallySet> unpack;

    /// <summary>An interval of a run that goes on.</summary>
    public LoadInterval(int number, TimeSpan length, long open, TallySet tallies)
        : this(number, length, open, () => tallies) { }

    internal LoadInterval(int number, TimeSpan length, long open, Func<TallySet> unpack)
    {
        (Number, Length, Open) = (number, length, open);
        this.unpack = unpack;
    }

    /// <summary>Which second of the run, from 0.</summary>
    public int Number { get; }

    /// <summary>How long it was.</summary>
    public TimeSpan Length { get; }

    /// <summary>Streams open at its end.</summary>
    public long Open { get; }

    /// <summary>What was counted. Not to be changed; unpacked anew at each call.</summary>
    public TallySet Tallies() => unpack();

    /// <summary>The same interval in a form that takes little memory.</summary>
    internal LoadInterval Packed(ImmutableArray<string> scenarios)
    {
        var tallies = Tallies();
        var lines = (
            from scenario in Enumerable.Range(0, scenarios.Length)
            from warmUp in BothParts
            where tallies[scenario, warmUp] is not null
            select (scenario, TallyLine.Of(scenarios[scenario], warmUp, tallies[scenario, warmUp]!))
        ).ToImmutableArray();
        return new LoadInterval(
            Number,
            Length,
            Open,
            () =>
            {
                var set = new TallySet(scenarios.Length);
                foreach (var (scenario, line) in lines)
                {
                    line.AddTo(set.At(scenario, line.WarmUp));
                }

                return set;
            }
        );
    }
}
