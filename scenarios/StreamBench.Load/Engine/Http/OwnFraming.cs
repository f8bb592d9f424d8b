using StreamBench.Protocol.Wire;

namespace StreamBench.Load.Engine.Http;

/// <summary>An answer that none of the scanners knows, read by the framing that its transport or dialect has for every client.</summary>
/// <param name="ContentType">The media type that is asked for and has to come.</param>
/// <param name="New">Makes the framing of one answer, with the largest event that it accepts in bytes.</param>
internal sealed record OwnFraming(string ContentType, Func<int, IFraming> New)
{
    /// <summary>True for long-polling: an answer ends, and the next one is asked for.</summary>
    internal bool IsPolled { get; init; }
}
