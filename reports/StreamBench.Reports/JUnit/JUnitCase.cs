using System.Xml;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Text;

namespace StreamBench.Reports.JUnit;

/// <summary>One test case: what it was, what came of it, how to repeat it.</summary>
internal static class JUnitCase
{
    private const int Value = 2_000;
    private const int LogLines = 100;

    internal static void Write(XmlWriter xml, Cell cell)
    {
        var run = cell.Telling;
        var kind = JUnitKinds.Of(cell.Outcome);
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", Visible.Line(cell.Path, 400));
        xml.WriteAttributeString("classname", Visible.Line($"{run.Client}.{run.Transport}"));
        xml.WriteAttributeString("time", JUnitReport.Seconds(cell.Runs));
        if (kind != JUnitKind.Passed)
        {
            WriteOutcome(xml, cell, run, kind);
        }

        WriteElement(xml, "system-out", Output(cell, run, kind));
        WriteElement(
            xml,
            "system-err",
            run.Log.Split('\n', LogLines + 1).Take(LogLines).Select(line => Visible.Line(line))
        );
        xml.WriteEndElement();
    }

    private static void WriteOutcome(XmlWriter xml, Cell cell, RunResult run, JUnitKind kind)
    {
        xml.WriteStartElement(
            kind switch
            {
                JUnitKind.Failure => "failure",
                JUnitKind.Error => "error",
                _ => "skipped",
            }
        );
        xml.WriteAttributeString("type", FailureText.Label(cell.Outcome));
        xml.WriteAttributeString("message", Headline(run));
        if (kind != JUnitKind.Skipped)
        {
            xml.WriteString(
                Text([$"{Visible.Line(run.Title)}: {FailureText.Where(run)}", .. FailureText.Lines(run, Value)])
            );
        }

        xml.WriteEndElement();
    }

    private static string Headline(RunResult run) =>
        run.Issue is { } issue ? $"{FailureText.Headline(run)} ({Visible.Line(issue)})" : FailureText.Headline(run);

    private static IEnumerable<string> Output(Cell cell, RunResult run, JUnitKind kind)
    {
        if (SweepStrip.Text(cell) is { Length: > 0 } strip)
        {
            yield return $"sweep:  {Visible.Line(strip)}";
        }

        if (kind is JUnitKind.Failure or JUnitKind.Error)
        {
            yield return $"repeat: {Visible.Line(run.Repeat, 1_000)}";
        }

        if (run.TraceFile is { } trace)
        {
            yield return $"trace:  {Visible.Line(trace, 400)}";
        }
    }

    private static void WriteElement(XmlWriter xml, string name, IEnumerable<string> lines)
    {
        if (Text(lines) is { Length: > 0 } text)
        {
            xml.WriteElementString(name, text);
        }
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines);
}
