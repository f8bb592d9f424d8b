using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using StreamBench.Conformance.Results;

namespace StreamBench.Reports.Tests.JUnit;

public class JUnitSchemaTests
{
    private static readonly XmlSchemaSet Schema = LoadSchema();

    [Theory]
    [InlineData("junit.xml")]
    [InlineData("junit-expanded.xml")]
    public void Report_keeps_to_the_schema(string presenter)
    {
        foreach (var results in new[] { Samples.Mixed(), Samples.Hostile("]]>\u001b\0|\n"), Samples.Of() })
        {
            var problems = new List<string>();

            XDocument.Parse(Presenters.Text(presenter, results)).Validate(Schema, (_, e) => problems.Add(e.Message));

            problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Schema_refuses_what_is_no_report()
    {
        var problems = new List<string>();

        XDocument
            .Parse("<testsuites><testsuite name='x'><testcase/></testsuite></testsuites>")
            .Validate(Schema, (_, e) => problems.Add(e.Message));

        problems.ShouldNotBeEmpty();
    }

    [Fact]
    public void Counts_of_a_suite_are_those_of_its_cases()
    {
        var suites = XDocument
            .Parse(Presenters.Text("junit.xml", Samples.Mixed()))
            .Root!.Elements("testsuite")
            .ToArray();

        suites.ShouldAllBe(suite => Count(suite, "tests") == suite.Elements("testcase").Count());
        suites.ShouldAllBe(suite => Count(suite, "failures") == suite.Descendants("failure").Count());
        suites.ShouldAllBe(suite => Count(suite, "errors") == suite.Descendants("error").Count());
        suites.ShouldAllBe(suite => Count(suite, "skipped") == suite.Descendants("skipped").Count());
        suites.Sum(suite => Count(suite, "tests")).ShouldBe(Samples.Mixed().Cells.Length);
    }

    [Fact]
    public void Expanded_report_has_a_case_for_every_run()
    {
        var names = XDocument
            .Parse(Presenters.Text("junit-expanded.xml", Samples.Mixed()))
            .Descendants("testcase")
            .Select(test => test.Attribute("name")!.Value);

        names.ShouldBe(Samples.Mixed().Runs.Select(run => run.Path), ignoreOrder: true);
    }

    [Theory]
    [InlineData(Verdict.Pass, null)]
    [InlineData(Verdict.NonStrict, null)]
    [InlineData(Verdict.Fail, "failure")]
    [InlineData(Verdict.Harness, "error")]
    [InlineData(Verdict.Unimplemented, "skipped")]
    [InlineData(Verdict.NotRun, "skipped")]
    [InlineData(Verdict.Undetectable, "skipped")]
    public void Verdict_becomes_the_element(Verdict verdict, string? element)
    {
        var test = XDocument
            .Parse(Presenters.Text("junit.xml", Samples.Of(Samples.Run("RES-1", "t", verdict))))
            .Descendants("testcase")
            .Single();

        test.Elements()
            .Select(child => child.Name.LocalName)
            .Intersect(["failure", "error", "skipped"])
            .SingleOrDefault()
            .ShouldBe(element);
    }

    private static int Count(XElement suite, string name) => (int)suite.Attribute(name)!;

    private static XmlSchemaSet LoadSchema()
    {
        using var stream = typeof(JUnitSchemaTests).Assembly.GetManifestResourceStream("junit.xsd")!;
        using var reader = XmlReader.Create(stream);
        var schemas = new XmlSchemaSet();
        schemas.Add("", reader);
        return schemas;
    }
}
