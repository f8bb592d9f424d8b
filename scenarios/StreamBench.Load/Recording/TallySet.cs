namespace StreamBench.Load.Recording;

/// <summary>A tally for each scenario, warm-up apart; made when first needed.</summary>
public sealed class TallySet(int scenarios)
{
    private readonly Tally?[] tallies = new Tally[scenarios * 2];

    /// <summary>How many scenarios.</summary>
    public int Scenarios { get; } = scenarios;

    internal int Slots => tallies.Length;

    /// <summary>The tally of a scenario, or null when nothing was counted.</summary>
    public Tally? this[int scenario, bool warmUp] => tallies[SlotOf(scenario, warmUp)];

    /// <summary>Counts all that <paramref name="other"/> counted, too.</summary>
    public void Add(TallySet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var slot = 0; slot < tallies.Length; slot++)
        {
            if (other.tallies[slot] is { } more)
            {
                At(slot).Add(more);
            }
        }
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        foreach (var tally in tallies)
        {
            tally?.Clear();
        }
    }

    /// <summary>All scenarios together.</summary>
    public Tally Sum(bool warmUp)
    {
        var sum = new Tally();
        for (var scenario = 0; scenario < Scenarios; scenario++)
        {
            if (this[scenario, warmUp] is { } tally)
            {
                sum.Add(tally);
            }
        }

        return sum;
    }

    internal static int SlotOf(int scenario, bool warmUp) => scenario * 2 + (warmUp ? 1 : 0);

    internal Tally At(int slot) => tallies[slot] ??= new Tally();

    internal Tally At(int scenario, bool warmUp) => At(SlotOf(scenario, warmUp));
}
