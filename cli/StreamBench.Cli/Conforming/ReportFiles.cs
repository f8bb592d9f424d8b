using System.Collections.Immutable;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Annotations;

namespace StreamBench.Cli.Conforming;

/// <summary>Writes the reports that were asked for, and annotations where GitHub reads them.</summary>
internal static class ReportFiles
{
    /// <summary>Writes.</summary>
    /// <param name="wanted">File by presenter.</param>
    /// <param name="results">What to present.</param>
    /// <param name="output">Where annotations go.</param>
    internal static async Task WriteAsync(
        ImmutableSortedDictionary<string, string> wanted,
        ResultSet results,
        TextWriter output
    )
    {
        foreach (var (verb, path) in wanted)
        {
            await using var report = new StreamWriter(path);
            Presenters.All[verb].Write(results, report);
        }

        if (Environment.GetEnvironmentVariable("GITHUB_ACTIONS") == "true")
        {
            AnnotationReport.Write(results, output, new AnnotationOptions());
        }
    }
}
