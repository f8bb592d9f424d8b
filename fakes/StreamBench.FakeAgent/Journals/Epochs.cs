namespace StreamBench.FakeAgent.Journals;

/// <summary>
/// Numbers the generations of all journals of a server: 1, 2, 3 … No two journals ever share one, so the cursor of another
/// conversation, or of one that was forgotten and made again, never passes for a cursor of this one. Thread-safe.
/// </summary>
public sealed class Epochs
{
    private int last;

    /// <summary>An epoch that no journal of this server has had; greater than all before.</summary>
    public int Next() => Interlocked.Increment(ref last);
}
