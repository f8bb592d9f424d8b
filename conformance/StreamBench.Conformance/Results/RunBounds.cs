using System.Collections.Immutable;

namespace StreamBench.Conformance.Results;

/// <summary>What a line of a run may hold. A client may end in a state of megabytes, a hundred times: the line says how much was cut.</summary>
internal static class RunBounds
{
    internal const int Text = 64 << 10;
    internal const int Checks = 64;
    internal const int Differences = 50;
    internal const int TraceLines = 2_000;
    internal const int TraceLine = 2 << 10;

    /// <summary>The run, within the bounds.</summary>
    internal static RunResult Of(RunResult run) =>
        run with
        {
            Reason = Cut(run.Reason),
            Log = Clip.Middle(run.Log, Text),
            Checks = [.. run.Checks.Take(Checks).Select(Of)],
            Trace =
            [
                .. Clip.Tail(run.Trace, TraceLines, cut => $"({cut:N0} more lines cut)")
                    .Select(line => Clip.Middle(line, TraceLine)),
            ],
        };

    private static CheckResult Of(CheckResult check)
    {
        var kept = check.Differences.Take(Differences).Select(Of).ToImmutableArray();
        var cut = check.Differences.Length - kept.Length;
        return check with
        {
            Message =
                cut > 0 ? $"{Cut(check.Message)} ({cut:N0} more differences cut)".TrimStart() : Cut(check.Message),
            Differences = kept,
        };
    }

    private static StateDifference Of(StateDifference difference) =>
        difference with
        {
            Pointer = Clip.Middle(difference.Pointer, Text),
            Expected = Cut(difference.Expected),
            Actual = Cut(difference.Actual),
        };

    private static string? Cut(string? text) => text is null ? null : Clip.Middle(text, Text);
}
