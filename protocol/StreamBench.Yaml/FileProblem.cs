namespace StreamBench.Yaml;

/// <summary>Something wrong, or doubtful, in a file.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in UTF-16 code units.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="IsWarning">True when the file can be used all the same.</param>
public sealed record FileProblem(string File, int Line, int Column, string Message, bool IsWarning = false)
{
    /// <summary><c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {(IsWarning ? "warning: " : "")}{Message}";
}
