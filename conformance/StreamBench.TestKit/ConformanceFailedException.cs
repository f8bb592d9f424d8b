using System.Collections.Immutable;
using StreamBench.Conformance.Results;

namespace StreamBench.TestKit;

/// <summary>A client did not pass. The message is for the reader of a test report.</summary>
public sealed class ConformanceFailedException : Exception
{
    /// <summary>With the runs that did not pass.</summary>
    /// <param name="failed">At least one.</param>
    public ConformanceFailedException(ImmutableArray<RunResult> failed)
        : base(FailureText.Of(failed)) => Failed = failed;

    /// <summary>The runs that did not pass, the smallest position first.</summary>
    public ImmutableArray<RunResult> Failed { get; }
}
