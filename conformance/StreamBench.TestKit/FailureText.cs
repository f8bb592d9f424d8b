using System.Collections.Immutable;
using System.Text;
using StreamBench.Conformance.Results;

namespace StreamBench.TestKit;

/// <summary>Failed runs in words: the first at length, the rest by their paths.</summary>
internal static class FailureText
{
    private const int MostDifferences = 10;
    private const int MostTrace = 60;
    private const int MostOthers = 10;
    private const int WidestValue = 120;

    internal static string Of(ImmutableArray<RunResult> failed)
    {
        var text = new StringBuilder();
        var first = failed[0];
        text.AppendLine($"{first.Case} {first.Title}");
        text.AppendLine($"  {first.Path}");
        if (first.Standing == Standing.Flaky)
        {
            text.AppendLine("  it failed once and passed when it was repeated alone");
        }

        if (first.Reason is { } reason)
        {
            text.AppendLine($"  {reason}");
        }

        foreach (var check in first.Checks.Where(check => check.Verdict >= Verdict.Fail))
        {
            text.AppendLine($"  {check.Id}: {check.Message}");
            Lines(text, [.. check.Differences.Select(Line)], MostDifferences, "differences");
        }

        text.AppendLine($"  repeat: {first.Repeat}");
        Lines(text, first.Trace, MostTrace, "lines of the trace");
        if (first.Log.Length > 0)
        {
            text.AppendLine("  the client's log:");
            text.AppendLine(Clip.Middle(first.Log, 4_000));
        }

        if (failed.Length > 1)
        {
            text.AppendLine($"  {failed.Length - 1} more failed:");
            Lines(text, [.. failed.Skip(1).Select(run => run.Path)], MostOthers, "runs");
        }

        return text.ToString().TrimEnd();
    }

    private static string Line(StateDifference difference) =>
        $"at {difference.Pointer}  expected {Value(difference.Expected)}  actual {Value(difference.Actual)}"
        + (difference.TouchedBy is { } touched ? $"  last touched by {touched}" : "");

    private static string Value(string? json) => json is null ? "nothing" : Clip.Middle(json, WidestValue);

    private static void Lines(StringBuilder text, ImmutableArray<string> lines, int most, string what)
    {
        foreach (var line in Clip.Tail(lines, most, cut => $"… and {cut} more {what}"))
        {
            text.AppendLine($"    {line}");
        }
    }
}
