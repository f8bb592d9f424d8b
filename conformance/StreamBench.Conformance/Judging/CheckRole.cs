namespace StreamBench.Conformance.Judging;

/// <summary>What a check looks at, and so what it says when no client could have noticed the fault.</summary>
public enum CheckRole
{
    /// <summary>What a client does whatever it has noticed: it is judged always.</summary>
    Conduct,

    /// <summary>What a fault leads to unless it is noticed: nobody is blamed for it.</summary>
    Result,

    /// <summary>What a client does once it has noticed: of one that could not, it is not asked.</summary>
    Reaction,
}
