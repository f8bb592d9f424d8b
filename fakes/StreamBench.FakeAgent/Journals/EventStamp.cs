using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Journals;

/// <summary>What the journal adds to an event.</summary>
/// <param name="Seq">Its place, from 1; 0 for an event that has none.</param>
/// <param name="Epoch">The journal's generation.</param>
/// <param name="At">Server time in Unix milliseconds, or null.</param>
public readonly record struct EventStamp(long Seq, int Epoch, long? At)
{
    /// <summary>The event with it; a new object each time.</summary>
    public StreamEvent On(StreamEvent said) => said with { Seq = Seq, Epoch = Epoch, At = At };
}
