using StreamBench.Conformance.Results;

namespace StreamBench.Reports.Tests.Badges;

public class BadgeReportTests
{
    [Theory]
    [InlineData(Verdict.Pass, Standing.AsExpected, "1 passed", "brightgreen")]
    [InlineData(Verdict.Fail, Standing.Unexpected, "1 of 1 failed", "red")]
    [InlineData(Verdict.Fail, Standing.Known, "0 passed, 1 known", "yellow")]
    [InlineData(Verdict.Harness, Standing.Unexpected, "harness error", "lightgrey")]
    [InlineData(Verdict.Unimplemented, Standing.AsExpected, "nothing judged", "lightgrey")]
    public void Badge_says_the_worst(Verdict verdict, Standing standing, string message, string color)
    {
        var text = Presenters.Text(
            "badge.json",
            Samples.Of(Samples.Run("RES-1", "t", verdict) with { Standing = standing })
        );

        text.ShouldContain($"\"message\": \"{message}\"");
        text.ShouldContain($"\"color\": \"{color}\"");
    }
}
