using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.Cli.Watching;

/// <summary>Shows a stream as it comes.</summary>
internal interface IWatchView
{
    /// <summary>An event and what became of it; no outcome when the watch began in the middle and there is no state.</summary>
    void Event(StreamEvent happening, string? cursor, Outcome? outcome);

    /// <summary>A control frame.</summary>
    void Control(ControlFrame control);

    /// <summary>A frame that could not be read, an interruption, a reconnect.</summary>
    void Remark(string text);

    /// <summary>The end: why, and the digest of the state or null.</summary>
    void End(string why, string? digest, long events);
}
