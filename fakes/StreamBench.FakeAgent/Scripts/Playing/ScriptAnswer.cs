namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>What a run says to a decision, a tool result or a cancellation from outside.</summary>
public enum ScriptAnswer
{
    /// <summary>Taken; its events come next.</summary>
    Accepted,

    /// <summary>The same was said before; nothing changes.</summary>
    Repeated,

    /// <summary>Something else was said before, or the script does not offer this answer.</summary>
    Conflict,

    /// <summary>Too late: it has expired, or its turn has ended.</summary>
    Gone,

    /// <summary>There is no such approval, call or turn (yet).</summary>
    Unknown,
}
