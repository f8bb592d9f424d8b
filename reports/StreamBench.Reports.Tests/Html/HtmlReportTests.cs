using StreamBench.Conformance.Results;
using StreamBench.Reports.Html;

namespace StreamBench.Reports.Tests.Html;

public class HtmlReportTests
{
    [Fact]
    public void Of_ten_thousand_failures_the_first_are_told_at_length_and_all_stand_in_the_matrix()
    {
        var runs = Enumerable.Range(0, 10_000).Select(i => Samples.Run($"RES-{i}", "x", Verdict.Fail));
        using var output = new StringWriter();

        HtmlReport.Write(Samples.Of([.. runs]), output, new HtmlOptions { MaxFailures = 3 });

        var page = output.ToString();
        page.ShouldContain("id=\"f3\"");
        page.ShouldNotContain("id=\"f4\"");
        page.ShouldContain("<p>9997 more are in results.jsonl.</p>");
        page.ShouldContain("RES-9999 x");
    }

    [Theory]
    [InlineData("https://example.org/1?a=b&c", "<a href=\"https://example.org/1?a=b&amp;c\" rel=\"noreferrer\">")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    [InlineData("'\"><script>", "&#39;&quot;&gt;&lt;script&gt;")]
    public void Only_a_web_address_becomes_a_link(string text, string html) =>
        HtmlText.Link(text).ShouldStartWith(html);
}
