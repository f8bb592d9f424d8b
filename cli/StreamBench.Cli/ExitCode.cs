namespace StreamBench.Cli;

/// <summary>What the process tells its caller. One table for every command.</summary>
internal static class ExitCode
{
    /// <summary>Everything was as expected.</summary>
    internal const int AsExpected = 0;

    /// <summary>A check failed, a baseline is stale, a threshold was missed.</summary>
    internal const int CheckFailed = 1;

    /// <summary>Wrong usage or a bad file; the message says file:line:column.</summary>
    internal const int Usage = 2;

    /// <summary>The harness itself failed, or a client or server could not start or speak.</summary>
    internal const int Harness = 3;

    /// <summary>Nothing was selected.</summary>
    internal const int NothingSelected = 4;

    /// <summary>Interrupted; partial results are written.</summary>
    internal const int Interrupted = 130;
}
