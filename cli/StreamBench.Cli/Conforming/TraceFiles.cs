using System.Collections.Immutable;
using StreamBench.Conformance.Results;

namespace StreamBench.Cli.Conforming;

/// <summary>A file for each failed run: what was found, and the recovery as the wire saw it.</summary>
/// <param name="folder">Where the files go; made with the first.</param>
internal sealed class TraceFiles(DirectoryInfo folder)
{
    private const int LongestName = 200;

    /// <summary>Writes the trace of a run that failed.</summary>
    /// <returns>The run, which then knows its file.</returns>
    internal RunResult Keep(RunResult run)
    {
        if (run.Verdict < Verdict.Fail || run.Trace.IsEmpty)
        {
            return run;
        }

        folder.Create();
        var file = Path.Combine(folder.FullName, NameOf(run.Path));
        File.WriteAllLines(file, Lines(run));
        return run with { TraceFile = Path.GetRelativePath(".", file) };
    }

    internal static string NameOf(string path)
    {
        var name = string.Concat(path.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
        return (name.Length > LongestName ? name[..LongestName] : name) + ".txt";
    }

    private static ImmutableArray<string> Lines(RunResult run) =>
        [
            $"{run.Case} {run.Title}",
            run.Path,
            .. run.Fault is { } fault ? [$"fault:   {fault}"] : Array.Empty<string>(),
            .. run.Reason is { } reason ? [$"reason:  {reason}"] : Array.Empty<string>(),
            .. run.Checks.Where(check => check.Verdict >= Verdict.Fail).SelectMany(Lines),
            $"repeat:  {run.Repeat}",
            "",
            .. run.Trace,
            .. run.Log.Length > 0 ? ["", "what the client logged:", run.Log] : Array.Empty<string>(),
        ];

    private static IEnumerable<string> Lines(CheckResult check) =>
        check
            .Differences.Select(one =>
                $"    {one.Pointer}  expected {one.Expected ?? "nothing"}  actual {one.Actual ?? "nothing"}"
                + (one.TouchedBy is { } touched ? $"  last touched by {touched}" : "")
            )
            .Prepend($"check:   {check.Id}: {check.Message}");
}
