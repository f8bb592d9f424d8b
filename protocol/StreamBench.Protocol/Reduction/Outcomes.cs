using System.Collections;

namespace StreamBench.Protocol.Reduction;

/// <summary>
/// What became of one call of <see cref="Reducer.Apply(Events.StreamEvent)"/>: the event's own outcome first, then those of buffered events
/// that it released, in order of seq. Costs no allocation when nothing was released.
/// </summary>
public readonly struct Outcomes : IReadOnlyList<Outcome>
{
    private readonly List<Outcome>? released;

    internal Outcomes(Outcome own, List<Outcome>? released = null)
    {
        Own = own;
        this.released = released;
    }

    /// <summary>The outcome of the event that was applied.</summary>
    public Outcome Own { get; }

    /// <inheritdoc/>
    public int Count => 1 + (released?.Count ?? 0);

    /// <inheritdoc/>
    public Outcome this[int index] => index == 0 ? Own : released![index - 1];

    /// <inheritdoc/>
    public IEnumerator<Outcome> GetEnumerator()
    {
        yield return Own;
        foreach (var outcome in released ?? [])
        {
            yield return outcome;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
