namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Something wrong in a rule file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record RuleFileError(string File, long Line, long Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
