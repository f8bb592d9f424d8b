using System.Globalization;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Protocol.Wire;

/// <summary>What a decoder made of a frame: a payload with its resume point, or an oddity of the wire.</summary>
/// <remarks>
/// Nearly every frame is a piece of text with a number, and for those neither an event nor a cursor's words are made before
/// somebody asks for them.
/// </remarks>
public readonly record struct Received
{
    private readonly TextDelta text;
    private readonly long number;

    /// <summary>Anything that a decoder makes.</summary>
    /// <param name="payload">The event or control frame, or null.</param>
    /// <param name="cursor">Where to resume once this payload is applied, or null when it is no resume point.</param>
    /// <param name="problem">Why nothing could be made of the frame, or null.</param>
    public Received(Payload? payload, string? cursor, JsonProblem? problem = null) =>
        (Payload, Cursor, Problem) = (payload, cursor, problem);

    /// <summary>A piece of text.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="cursor">Where to resume once it is applied, or null.</param>
    public Received(in TextDelta text, string? cursor) => (this.text, Cursor) = (text, cursor);

    /// <summary>A piece of text whose resume point is a number.</summary>
    /// <param name="text">The piece.</param>
    /// <param name="cursor">Where to resume once it is applied, from 1.</param>
    public Received(in TextDelta text, long cursor) => (this.text, number) = (text, cursor);

    /// <summary>True when this is a piece of text; then it stands in <see cref="Text"/>, and reading it there allocates nothing.</summary>
    public bool IsText => text.Text is not null;

    /// <summary>The piece of text; empty unless <see cref="IsText"/>.</summary>
    public TextDelta Text => text;

    /// <summary>The event or control frame, or null. A piece of text becomes an event here, a new one at each call.</summary>
    public Payload? Payload
    {
        get => IsText ? text.ToEvent() : field;
        init => (field, text) = (value, default);
    }

    /// <summary>Where to resume once this payload is applied, or null when it is no resume point.</summary>
    public string? Cursor
    {
        get => number > 0 ? number.ToString(CultureInfo.InvariantCulture) : field;
        init => (field, number) = (value, 0);
    }

    /// <summary>Why nothing could be made of the frame, or null.</summary>
    public JsonProblem? Problem { get; init; }

    /// <summary>True when both say the same, in whatever form.</summary>
    public bool Equals(Received other) =>
        Payload == other.Payload && Cursor == other.Cursor && Problem == other.Problem;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Payload, Cursor, Problem);
}
