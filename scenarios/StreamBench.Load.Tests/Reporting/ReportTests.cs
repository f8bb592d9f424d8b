using System.Xml.Linq;
using StreamBench.Load.Counters;
using StreamBench.Load.Diff;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Reporting;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;
using StreamBench.Load.Tests.Results;

namespace StreamBench.Load.Tests.Reporting;

public sealed class ReportTests
{
    private const string Hostile = "\u001b[2J<script>]]>|::error::\r\n=cmd()|@all \u202e#1\0\ud83d";

    private static readonly LoadPlan Plan = new()
    {
        Name = "smoke",
        WarmUp = TimeSpan.FromSeconds(1),
        Load = [new Inject { Rate = new(50), During = TimeSpan.FromSeconds(4) }],
        Scenarios = [new() { Name = "chat", Weight = 3 }, new() { Name = "refund" }],
        Thresholds = ["ttfe.p99<1s", "chat/goodput>=99.9%", "mismatch==0", "recover.p99<2s"],
    };

    [Fact]
    public void Console_summary() => Approve(ConsoleSummary.Write, Run(), "summary.txt");

    [Fact]
    public void Markdown_report() => Approve(MarkdownReport.Write, Run(), "report.md");

    [Fact]
    public void Csv_report() => Approve(CsvReport.Write, Run(), "seconds.csv");

    [Fact]
    public void JUnit_report() => Approve(JUnitReport.Write, Run(), "junit.xml");

    [Fact]
    public void Diff_report()
    {
        var rules = new[] { DiffRule.Parse("ttfe.p50:+10%"), DiffRule.Parse("recover.p99:+5%") };
        var longer = Plan with { Load = [new Inject { Rate = new(50), During = TimeSpan.FromSeconds(20) }] };
        var changes = ResultDiff.Of(
            SimulatedRun.Of(longer, Segment.Whole),
            SimulatedRun.Of(longer, Segment.Whole, luck: 2, slower: 1.5),
            rules
        );

        Approve((output, _) => DiffReport.Write(output, changes).ShouldBeFalse(), Run(), "diff.txt");
    }

    [Fact]
    public void The_summary_fits_eighty_columns()
    {
        using var output = new StringWriter();
        ConsoleSummary.Write(output, Run()).ShouldBeFalse();

        output.ToString().Split('\n').ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public void Names_of_strangers_are_only_text_in_every_report()
    {
        var result = Run();
        result = result with
        {
            Header = result.Header with { Plan = Hostile, Scenarios = [Hostile, "refund"], Thresholds = [] },
            Distrust = [Hostile],
        };

        foreach (
            var write in new Action<TextWriter, LoadResult>[]
            {
                (o, r) => ConsoleSummary.Write(o, r),
                MarkdownReport.Write,
                CsvReport.Write,
                JUnitReport.Write,
            }
        )
        {
            using var output = new StringWriter { NewLine = "\n" };
            write(output, result);
            var text = output.ToString();

            text.ShouldNotContain('\u001b');
            text.ShouldNotContain('\0');
            text.ShouldNotContain('\u202e');
            text.Split('\n').ShouldAllBe(line => !line.StartsWith("::") && !line.StartsWith("=cmd"));
        }

        using var markdown = new StringWriter();
        MarkdownReport.Write(markdown, result);
        markdown.ToString().ShouldNotContain("<script>");
        markdown.ToString().ShouldNotContain("@all");

        using var xml = new StringWriter();
        JUnitReport.Write(xml, result);
        XDocument.Parse(xml.ToString()).Root!.Element("testsuite")!.Attribute("errors")!.Value.ShouldBe("1");
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("::set-output", "\ufffd::set-output")]
    [InlineData("  ##[error]", "\ufffd##[error]")]
    [InlineData("a\nb", "a\ufffdb")]
    [InlineData("toolong", "too…")]
    public void A_line_for_people_obeys_nobody(string text, string line) =>
        PlainText.Of(text, 4 + (text == "toolong" ? 0 : 100)).ShouldBe(line);

    [Fact]
    public void A_formula_in_csv_is_text()
    {
        var result = Run();
        result = result with { Header = result.Header with { Scenarios = ["=1+1", "a,\"b\""] } };
        using var output = new StringWriter();

        CsvReport.Write(output, result);

        output.ToString().ShouldContain(",'=1+1,");
        output.ToString().ShouldContain(",\"a,\"\"b\"\"\",");
    }

    private static LoadResult Run()
    {
        var result = SimulatedRun.Of(Plan, Segment.Whole);
        result.Totals.At(1, warmUp: false).Count(Counter.Dropped, 3);
        return result with { Distrust = ["the schedule was 12 ms late at p99"] };
    }

    private static void Approve(Action<TextWriter, LoadResult> write, LoadResult result, string file)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(output, result);
        var (name, extension) = (Path.GetFileNameWithoutExtension(file), Path.GetExtension(file)[1..]);
        output
            .ToString()
            .ReplaceLineEndings("\n")
            .ShouldMatchApproved(options =>
                options
                    .SubFolder("Approved")
                    .WithFileExtension(extension)
                    .WithFilenameGenerator((_, _, type, ending) => $"{name}.{type}.{ending}")
                    .NoDiff()
            );
    }

    private static void Approve(Func<TextWriter, LoadResult, bool> write, LoadResult result, string file) =>
        Approve((output, run) => write(output, run).ShouldBeFalse(), result, file);
}
