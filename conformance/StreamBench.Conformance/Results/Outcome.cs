namespace StreamBench.Conformance.Results;

/// <summary>In which column of a summary a cell is counted: exactly one.</summary>
public enum Outcome
{
    /// <summary>Everything held.</summary>
    Passed,

    /// <summary>Only something recorded differs.</summary>
    Info,

    /// <summary>Only a SHOULD was missed.</summary>
    NonStrict,

    /// <summary>The client does not declare what the case needs.</summary>
    Unimplemented,

    /// <summary>Not run.</summary>
    NotRun,

    /// <summary>The protocol gives no means to notice the fault.</summary>
    Undetectable,

    /// <summary>It failed, as the baseline says.</summary>
    Known,

    /// <summary>It failed, and passed when it was repeated alone; nobody has listed it.</summary>
    Flaky,

    /// <summary>It passed, although the baseline says that it fails.</summary>
    Stale,

    /// <summary>It failed, and nobody has listed it (or the entry has expired).</summary>
    Failed,

    /// <summary>Nothing can be said: harness or adapter went wrong.</summary>
    Harness,
}
