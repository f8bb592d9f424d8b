using StreamBench.Conformance.Results;
using StreamBench.Reports.Annotations;

namespace StreamBench.Reports.Tests.Annotations;

public class AnnotationReportTests
{
    [Fact]
    public void Nothing_is_written_when_all_is_as_expected() =>
        Presenters.Text("annotations.txt", Samples.Of(Samples.Run("RES-1", "t", Verdict.Pass))).ShouldBeEmpty();

    [Fact]
    public void Worst_come_first_and_the_rest_is_counted()
    {
        using var output = new StringWriter();

        AnnotationReport.Write(Samples.Mixed(), output, new() { Most = 1 });

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldStartWith("::error title=harness%3A FRM-009 my-client::");
        lines[1].ShouldStartWith("::error title=more::3 more in the report");
    }
}
