using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>What comes next in a run.</summary>
/// <param name="Due">When, counted from the start of the run.</param>
/// <param name="Event">The event to journal: without seq, its blanks not yet filled (<see cref="EventStamper"/>).</param>
/// <param name="IsExpiry">True when it happens only because nobody answered in time.</param>
/// <param name="ExpiresAfter">How long an approval request stays open, or null for ever (or for another event).</param>
public readonly record struct ScriptCue(
    TimeSpan Due,
    StreamEvent Event,
    bool IsExpiry = false,
    TimeSpan? ExpiresAfter = null
);
