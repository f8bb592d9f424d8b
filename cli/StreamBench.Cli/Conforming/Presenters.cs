using System.Collections.Immutable;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Annotations;
using StreamBench.Reports.Badges;
using StreamBench.Reports.Console;
using StreamBench.Reports.Html;
using StreamBench.Reports.Json;
using StreamBench.Reports.JUnit;
using StreamBench.Reports.Markdown;

namespace StreamBench.Cli.Conforming;

/// <summary>The presenters by their verbs: each makes one thing of the same results.</summary>
internal static class Presenters
{
    /// <summary>Verb, what it writes, and how.</summary>
    internal static ImmutableSortedDictionary<
        string,
        (string About, Action<ResultSet, TextWriter> Write)
    > All { get; } =
        new Dictionary<string, (string, Action<ResultSet, TextWriter>)>(StringComparer.Ordinal)
        {
            ["annotations"] = ("GitHub annotations, a line each", (r, o) => AnnotationReport.Write(r, o, new())),
            ["badge"] = ("JSON for a shields.io badge", (r, o) => BadgeReport.Write(r, o, new())),
            ["console"] = ("what the run itself prints", (r, o) => ConsoleReport.Write(r, o, new())),
            ["html"] = ("a page for a browser", (r, o) => HtmlReport.Write(r, o, new())),
            ["json"] = ("everything as one JSON document", (r, o) => JsonReport.Write(r, o, new())),
            ["junit"] = ("JUnit XML", (r, o) => JUnitReport.Write(r, o, new())),
            ["markdown"] = ("Markdown, for a step summary", (r, o) => MarkdownReport.Write(r, o, new())),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
