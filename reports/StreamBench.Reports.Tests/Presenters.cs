using StreamBench.Conformance.Results;
using StreamBench.Reports.Annotations;
using StreamBench.Reports.Badges;
using StreamBench.Reports.Console;
using StreamBench.Reports.Html;
using StreamBench.Reports.Json;
using StreamBench.Reports.JUnit;
using StreamBench.Reports.Markdown;

namespace StreamBench.Reports.Tests;

/// <summary>Every presenter by name, with its default options: a new one is tested once it stands here.</summary>
internal static class Presenters
{
    internal static IReadOnlyDictionary<string, Action<ResultSet, TextWriter>> All { get; } =
        new Dictionary<string, Action<ResultSet, TextWriter>>(StringComparer.Ordinal)
        {
            ["annotations.txt"] = (results, output) => AnnotationReport.Write(results, output, new()),
            ["badge.json"] = (results, output) => BadgeReport.Write(results, output, new()),
            ["console.txt"] = (results, output) => ConsoleReport.Write(results, output, new()),
            ["report.html"] = (results, output) => HtmlReport.Write(results, output, new()),
            ["junit.xml"] = (results, output) => JUnitReport.Write(results, output, new()),
            ["junit-expanded.xml"] = (results, output) =>
                JUnitReport.Write(results, output, new() { ExpandsSweeps = true }),
            ["report.md"] = (results, output) => MarkdownReport.Write(results, output, new()),
            ["results.json"] = (results, output) => JsonReport.Write(results, output, new()),
        };

    internal static TheoryData<string> Names => [.. All.Keys];

    internal static string Text(string presenter, ResultSet results)
    {
        using var output = new StringWriter();
        All[presenter](results, output);
        return output.ToString();
    }
}
