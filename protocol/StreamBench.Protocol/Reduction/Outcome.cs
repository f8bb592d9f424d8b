namespace StreamBench.Protocol.Reduction;

/// <summary>What became of one event.</summary>
/// <param name="Kind">The verdict.</param>
/// <param name="Seq">The event's seq; 0 for a synthesised event.</param>
/// <param name="Reason">Why, as one stable word such as <c>closed-turn</c>; or null when there is nothing to add.</param>
public readonly record struct Outcome(OutcomeKind Kind, long Seq, string? Reason = null)
{
    /// <summary>True when the event entered the state.</summary>
    public bool IsApplied => Kind == OutcomeKind.Applied;

    /// <summary><c>Kind</c> or <c>Kind(reason)</c>, as <c>streambench fold</c> prints it.</summary>
    public override string ToString() => Reason is null ? Kind.ToString() : $"{Kind}({Reason})";
}
