namespace StreamBench.Protocol.State;

/// <summary>Which event last changed a place in the state; the answer to "who wrote this?" in a state diff.</summary>
/// <param name="Seq">The event's seq; 0 for a synthesised event.</param>
/// <param name="Type">The event's wire type.</param>
public readonly record struct Touch(long Seq, string Type)
{
    /// <inheritdoc/>
    public override string ToString() => $"event {Seq} ({Type})";
}
