using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Turns;

/// <summary>What the events of a dialect mean for a turn. Stateless; what it remembers is in the <see cref="StreamTurn"/>.</summary>
internal interface ITurnReader
{
    /// <summary>True when the end of the response is the completion signal, for want of another.</summary>
    bool EndsWithStream { get; }

    /// <summary>True when a stream that dropped can go on where it was.</summary>
    bool CanResume { get; }

    /// <summary>True when a server says everything again that a dropped stream may have lost.</summary>
    bool KeepsAll { get; }

    /// <summary>Reads one event.</summary>
    TurnSigns Read(StreamTurn turn, scoped StreamFrame frame);
}
