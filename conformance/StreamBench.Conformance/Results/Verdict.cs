namespace StreamBench.Conformance.Results;

/// <summary>What is said of a run, or of a cell of runs; from best to worst.</summary>
public enum Verdict
{
    /// <summary>Everything held.</summary>
    Pass,

    /// <summary>Only something recorded differs.</summary>
    Info,

    /// <summary>Only a SHOULD was missed.</summary>
    NonStrict,

    /// <summary>The client does not declare what the case needs.</summary>
    Unimplemented,

    /// <summary>Not run: early stop, fail-fast, or the client skipped it.</summary>
    NotRun,

    /// <summary>The protocol gives a client no means to notice the fault; nobody is blamed.</summary>
    Undetectable,

    /// <summary>A MUST was missed.</summary>
    Fail,

    /// <summary>The harness or the adapter went wrong, so nothing can be said of the client.</summary>
    Harness,
}

/// <summary>What a baseline or a repetition adds to a verdict.</summary>
public enum Standing
{
    /// <summary>As it should be: a pass, or nothing to judge.</summary>
    AsExpected,

    /// <summary>A failure nobody has listed.</summary>
    Unexpected,

    /// <summary>A failure that the baseline lists, as failing or as flaky.</summary>
    Known,

    /// <summary>It failed and, repeated alone, passed; and nobody has listed it as flaky.</summary>
    Flaky,

    /// <summary>It passed, although the baseline says that it fails.</summary>
    Stale,
}

/// <summary>The three columns of a cell.</summary>
public enum Axis
{
    /// <summary>S: the state a client ends in.</summary>
    State,

    /// <summary>R: how it recovered, as server and proxy saw it.</summary>
    Recovery,

    /// <summary>C: how it closed.</summary>
    Closing,
}
