using System.Text;
using StreamBench.Conformance.Results;
using StreamBench.Reports.Markdown;

namespace StreamBench.Reports.Tests.Markdown;

public class MarkdownReportTests
{
    [Fact]
    public void Ten_thousand_failures_fit_into_a_step_summary()
    {
        var runs = Enumerable.Range(0, 10_000).Select(i => Samples.Run($"RES-{i}", "日本語", Verdict.Fail));
        using var output = new StringWriter();

        MarkdownReport.Write(Samples.Of([.. runs]), output, new());

        Encoding.UTF8.GetByteCount(output.ToString()).ShouldBeInRange(900_000, 1 << 20);
        output.ToString().ShouldContain("more parts did not fit in here; results.jsonl has everything.");
    }

    [Fact]
    public void Fence_is_longer_than_any_in_the_text() =>
        Markup.Code(["a", "````", "b"]).ShouldBe("`````text\na\n````\nb\n`````\n");
}
