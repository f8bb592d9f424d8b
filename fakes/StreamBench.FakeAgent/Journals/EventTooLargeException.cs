namespace StreamBench.FakeAgent.Journals;

/// <summary>An event did not fit the journal's bound. The journal is unchanged.</summary>
public sealed class EventTooLargeException : Exception
{
    /// <summary>Names the event, its size and the bound.</summary>
    public EventTooLargeException(string type, long bytes, int bound)
        : base(
            $"A {type} event of {bytes:N0} bytes exceeds the bound of {bound:N0} bytes. Split it, or raise MaxEventBytes."
        ) { }
}
