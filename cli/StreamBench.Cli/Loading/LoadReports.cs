using StreamBench.Load.Reporting;
using StreamBench.Load.Results;

namespace StreamBench.Cli.Loading;

/// <summary>The files that a result is written to.</summary>
internal static class LoadReports
{
    internal const string DefaultResults = "out/results.jsonl";

    /// <summary>Writes each that was asked for and names it.</summary>
    internal static void Write(TextWriter output, LoadSettings settings, LoadResult result)
    {
        output.WriteLine($"results: {settings.Results ?? DefaultResults}");
        To(settings.JUnit, file => JUnitReport.Write(file, result));
        To(settings.Markdown, file => MarkdownReport.Write(file, result));
        To(settings.Csv, file => CsvReport.Write(file, result));
    }

    private static void To(string? path, Action<TextWriter> write)
    {
        if (path is not null)
        {
            using var file = new StreamWriter(path);
            write(file);
        }
    }
}
