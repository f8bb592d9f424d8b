using System.Globalization;
using System.Xml;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.JUnit;

/// <summary>
/// Results as JUnit XML, as Jenkins and others read it: a suite for each case group and client, a test case for each cell.
/// A missed check is a failure; harness and adapter are errors; what the baseline knows, what is not declared and what was not run is skipped.
/// </summary>
/// <remarks>The common schema has properties for suites only, so the seed and the trace file of each failure stand there.</remarks>
public static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
        CheckCharacters = true, // a control character here is a bug of ours: Visible leaves none
    };

    /// <summary>Writes it, to be stored as UTF-8.</summary>
    public static void Write(ResultSet results, TextWriter output, JUnitOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("testsuites");
            foreach (var suite in Suites(results, options))
            {
                Write(xml, suite, results);
            }

            xml.WriteEndElement();
        }

        output.Write('\n');
    }

    private static IEnumerable<IGrouping<string, Cell>> Suites(ResultSet results, JUnitOptions options) =>
        results
            .Cells.SelectMany(cell =>
                options.ExpandsSweeps ? cell.Runs.Select(run => new Cell(run.Path, [run])) : [cell]
            )
            .GroupBy(cell => $"{GroupOf(cell)} {cell.Runs[0].Client}", StringComparer.Ordinal);

    // RES-004 is of the group RES.
    private static string GroupOf(Cell cell) => cell.Runs[0].Case.Split('-')[0];

    private static void Write(XmlWriter xml, IGrouping<string, Cell> suite, ResultSet results)
    {
        var cells = suite.ToArray();
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Visible.Line(suite.Key));
        Attribute(xml, "tests", cells.Length);
        Attribute(xml, "failures", cells.Count(cell => JUnitKinds.Of(cell.Outcome) == JUnitKind.Failure));
        Attribute(xml, "errors", cells.Count(cell => JUnitKinds.Of(cell.Outcome) == JUnitKind.Error));
        Attribute(xml, "skipped", cells.Count(cell => JUnitKinds.Of(cell.Outcome) == JUnitKind.Skipped));
        xml.WriteAttributeString("time", Seconds(cells.SelectMany(cell => cell.Runs)));
        xml.WriteAttributeString(
            "timestamp",
            results.Header.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        );
        WriteProperties(xml, cells, results.Header);
        foreach (var cell in cells)
        {
            JUnitCase.Write(xml, cell);
        }

        xml.WriteEndElement();
    }

    private static void WriteProperties(XmlWriter xml, Cell[] cells, RunHeader header)
    {
        xml.WriteStartElement("properties");
        Property(xml, "streambench", header.StreamBench);
        Property(xml, "seed", header.Seed);
        Property(xml, "machine", header.Machine);
        foreach (var run in cells.Select(cell => cell.Telling).Where(run => run.TraceFile is not null))
        {
            Property(xml, $"trace {run.Path}", run.TraceFile!);
        }

        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", Visible.Line(name, 400));
        xml.WriteAttributeString("value", Visible.Line(value, 400));
        xml.WriteEndElement();
    }

    internal static string Seconds(IEnumerable<RunResult> runs) =>
        Math.Max(0, runs.Sum(run => double.IsFinite(run.TookMs) ? run.TookMs : 0) / 1000)
            .ToString("0.000", CultureInfo.InvariantCulture);

    private static void Attribute(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
}
