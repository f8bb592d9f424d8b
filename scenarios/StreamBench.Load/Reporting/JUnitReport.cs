using System.Globalization;
using System.Text;
using System.Xml;
using StreamBench.Load.Clocks;
using StreamBench.Load.Results;
using StreamBench.Load.Thresholds;

namespace StreamBench.Load.Reporting;

/// <summary>The thresholds of a result as JUnit XML: a test case each. A run that is not trustworthy is an error of its own.</summary>
public static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
        // PlainText leaves no control character; a lone half of a surrogate becomes U+FFFD there, too.
        CheckCharacters = true,
    };

    /// <summary>Writes it in UTF-8.</summary>
    public static void Write(TextWriter output, LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(result);
        var verdicts = result.Verdicts();
        output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        using var xml = XmlWriter.Create(output, Settings);
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", PlainText.Of("load " + result.Header.Plan));
        Write(xml, "tests", verdicts.Length + 1);
        Write(xml, "failures", verdicts.Count(verdict => !verdict.Held));
        Write(xml, "errors", result.Distrust.IsEmpty && !result.IsPartial ? 0 : 1);
        Write(xml, "skipped", 0);
        xml.WriteAttributeString("time", result.Measured.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
        xml.WriteAttributeString(
            "timestamp",
            result.Header.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
        );
        WriteDefinitions(xml);
        WriteTrust(xml, result);
        foreach (var verdict in verdicts)
        {
            Write(xml, verdict, result.Header.Plan);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        output.Write('\n');
    }

    private static void WriteDefinitions(XmlWriter xml)
    {
        xml.WriteStartElement("properties");
        foreach (var clock in ClockTable.All)
        {
            xml.WriteStartElement("property");
            xml.WriteAttributeString("name", "clock." + clock.Name);
            xml.WriteAttributeString("value", ClockTable.Sentences[clock.Name]);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteTrust(XmlWriter xml, LoadResult result)
    {
        StartCase(xml, "the run can be trusted", result.Header.Plan);
        if (!result.Distrust.IsEmpty || result.IsPartial)
        {
            xml.WriteStartElement("error");
            xml.WriteAttributeString("message", "the run is partial or not trustworthy");
            xml.WriteString(
                Lines([.. result.Distrust, .. result.IsPartial ? ["it ended before its plan"] : Array.Empty<string>()])
            );
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, ThresholdVerdict verdict, string plan)
    {
        StartCase(xml, verdict.Threshold.Text, plan);
        if (!verdict.Held)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", PlainText.Of($"{verdict.Threshold.Metric.Name} is {verdict.Shown}"));
            xml.WriteString(PlainText.Of($"{verdict.Threshold.Text}: {verdict.Threshold.Metric.Meaning}"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void StartCase(XmlWriter xml, string name, string plan)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", PlainText.Of(name));
        xml.WriteAttributeString("classname", PlainText.Of("load." + plan));
    }

    private static string Lines(IEnumerable<string> lines) =>
        new StringBuilder().AppendJoin('\n', lines.Select(line => PlainText.Of(line))).ToString();

    private static void Write(XmlWriter xml, string name, int value) =>
        xml.WriteAttributeString(name, value.ToString(CultureInfo.InvariantCulture));
}
