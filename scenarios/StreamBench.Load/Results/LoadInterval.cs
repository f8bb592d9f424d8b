using StreamBench.Load.Recording;

namespace StreamBench.Load.Results;

/// <summary>
/// What was counted in about a second. An interval that was read from a file stays packed until it is asked for: a soak of
/// eight hours has 28,800 of them.
/// </summary>
public sealed class LoadInterval
{
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
}
