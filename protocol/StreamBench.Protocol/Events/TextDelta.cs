namespace StreamBench.Protocol.Events;

/// <summary>
/// <c>text.append</c> as a value. Nearly all that a stream says is text: so read and applied, a piece of it costs no object
/// beyond the text itself.
/// </summary>
/// <param name="Seq">Place in the journal, from 1.</param>
/// <param name="Turn">Id of the turn, or null.</param>
/// <param name="Item">Id of the item; null only where a client made the event up.</param>
/// <param name="Text">The text; may be empty and may end in half a surrogate pair.</param>
/// <remarks>Means exactly what <see cref="ToEvent"/> means: the reducer has one rule for both.</remarks>
public readonly record struct TextDelta(long Seq, string? Turn, string? Item, string Text)
{
    /// <inheritdoc cref="StreamEvent.Epoch"/>
    public int Epoch { get; init; }

    /// <inheritdoc cref="StreamEvent.Agent"/>
    public string? Agent { get; init; }

    /// <inheritdoc cref="TextAppend.Offset"/>
    public int? Offset { get; init; }

    /// <inheritdoc cref="StreamEvent.At"/>
    public long? At { get; init; }

    /// <summary>The event as a value, without members this version does not know and without the mark of a synthesised one.</summary>
    public static TextDelta Of(TextAppend append)
    {
        ArgumentNullException.ThrowIfNull(append);
        return new TextDelta(append.Seq, append.Turn, append.Item, append.Text)
        {
            Epoch = append.Epoch,
            Agent = append.Agent,
            Offset = append.Offset,
            At = append.At,
        };
    }

    /// <summary>The same as an event, made anew at each call.</summary>
    public TextAppend ToEvent() =>
        new()
        {
            Seq = Seq,
            Epoch = Epoch,
            Turn = Turn,
            Item = Item,
            Agent = Agent,
            At = At,
            Text = Text,
            Offset = Offset,
        };
}
