using StreamBench.Protocol.Events;

namespace StreamBench.Dialects;

/// <summary>
/// The writing half of a dialect, for one conversation. It works in two steps, because an event is placed once and written often:
/// for each subscriber, at each replay, and in altered form where a fault or a filter changed it.
/// </summary>
/// <remarks>Pure: no I/O, no clock, no chance. Not safe for several threads at once.</remarks>
public interface IDialectEncoder
{
    /// <summary>
    /// Gives the next event of the journal its place on this wire: the numbers that its frames will carry and what of earlier events
    /// they repeat. Called for every event, once, in order of seq.
    /// </summary>
    WirePlace Place(StreamEvent happening);

    /// <summary>
    /// Writes the frames of an event that stands at <paramref name="place"/>: none, one or several. Depends on its arguments alone;
    /// the number of frames depends on the place alone.
    /// </summary>
    void Write(StreamEvent happening, WirePlace place, FrameBuffer output);
}
