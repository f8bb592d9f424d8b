namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>How many requests a <see cref="Refusal"/> has turned away. Thread-safe.</summary>
internal sealed class RefusalCount(Refusal? refusal)
{
    private int refused;

    /// <summary>The refusal to answer with, or null when the request is let in.</summary>
    internal Refusal? Next(bool isStream)
    {
        if (refusal is null || (refusal.StreamsOnly && !isStream))
        {
            return null;
        }

        return refusal.Times is not { } times || Interlocked.Increment(ref refused) <= times ? refusal : null;
    }
}
