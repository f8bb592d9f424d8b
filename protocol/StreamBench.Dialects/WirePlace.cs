using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.Dialects;

/// <summary>Where one event stands on one dialect's wire.</summary>
/// <param name="Number">The number that its first frame carries (an id, a place in a session), from 1; 0 where there is none.</param>
/// <param name="Session">The id of what the number counts in (Atmosphere's session), or null.</param>
/// <param name="Call">The tool call that the event belongs to, as far as it was told; or null.</param>
/// <param name="Voice">Who speaks, where a frame has to say so because it was someone else before; or null.</param>
/// <param name="Carried">What its frames tell besides or instead of the event's own words, or null.</param>
public readonly record struct WirePlace(
    long Number,
    string? Session = null,
    CallSoFar? Call = null,
    Voice? Voice = null,
    CarriedOver? Carried = null
);

/// <summary>The turn and the text that a frame speaks in.</summary>
/// <param name="Turn">Id of the turn, or null where it is that of the frame before.</param>
/// <param name="Text">Id of the text item, or null.</param>
/// <param name="Resumes">Id of the turn that <paramref name="Turn"/> resumes, or null.</param>
public sealed record Voice(string? Turn, string? Text = null, string? Resumes = null);

/// <summary>What later frames repeat of a tool call.</summary>
/// <param name="Id">Its item id.</param>
/// <param name="Name">The tool's name.</param>
/// <param name="Args">Its whole arguments, or undefined while they are not complete or are no JSON.</param>
public sealed record CallSoFar(string Id, string Name, JsonElement Args = default);

/// <summary>
/// What earlier events left to be told later, on a wire without ids for texts and calls: there one text after another is told, and
/// one result after another.
/// </summary>
public sealed record CarriedOver
{
    /// <summary>Text in place of the event's own, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Reasoning in place of the event's own, or null.</summary>
    public string? Reasoning { get; init; }

    /// <summary>Who takes a step, where it is not the turn's own agent; or null.</summary>
    public string? Agent { get; init; }

    /// <summary>True when the event's own text is reasoning.</summary>
    public bool IsReasoning { get; init; }

    /// <summary>True when <see cref="Text"/> is everything so far, and not the next piece.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The whole value of an element after the event, or undefined.</summary>
    public JsonElement Value { get; init; }

    /// <summary>Results that waited for the event's own, in the order of their calls.</summary>
    public ImmutableArray<ToolResult> Results { get; init; } = [];
}
