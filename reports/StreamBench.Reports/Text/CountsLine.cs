using StreamBench.Conformance.Results;

namespace StreamBench.Reports.Text;

/// <summary>The counts of a summary in words.</summary>
public static class CountsLine
{
    /// <summary><c>218 passed, 1 failed, 2 known, 0 stale, 31 not declared, 0 harness errors</c>; rarer columns only where they are not 0.</summary>
    public static string Of(Summary summary) =>
        string.Join(
            ", ",
            Columns(summary)
                .Where(column => column.Count > 0 || column.IsAlways)
                .Select(column => $"{column.Count} {column.Name}")
        );

    /// <summary>Every column in the order of reading.</summary>
    internal static IEnumerable<(int Count, string Name, bool IsAlways)> Columns(Summary summary) =>
        [
            (summary.Passed, "passed", true),
            (summary.NonStrict, "non-strict", false),
            (summary.Info, "info", false),
            (summary.Failed, "failed", true),
            (summary.Flaky, "flaky", false),
            (summary.Known, "known", true),
            (summary.Stale, "stale", true),
            (summary.Unimplemented, "not declared", true),
            (summary.NotRun, "not run", false),
            (summary.Undetectable, "undetectable", false),
            (summary.Harness, summary.Harness == 1 ? "harness error" : "harness errors", true),
        ];
}
