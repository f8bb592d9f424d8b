using StreamBench.Conformance.Results;
using StreamBench.Reports.Console;
using StreamBench.Testing;

namespace StreamBench.Reports.Tests.Console;

public class ConsoleReportTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("::error::\u001b[2J long long long long long long long long long long long long long long long text")]
    public void Report_fits_eighty_columns(string text)
    {
        var lines = Presenters.Text("console.txt", Samples.Hostile(text)).Split('\n');

        lines
            .Where(line => !line.StartsWith("    repeat:", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("    trace:", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public void More_than_anyone_reads_is_counted()
    {
        var runs = Enumerable.Range(0, 60).Select(i => Samples.Run($"RES-{i}", "t", Verdict.Fail));

        Presenters.Text("console.txt", Samples.Of([.. runs])).ShouldContain("(10 more of these in results.jsonl)");
    }

    [Fact]
    public void Known_failures_are_told_when_asked_for()
    {
        using var output = new StringWriter();

        ConsoleReport.Write(Samples.Mixed(), output, new() { ShowsKnown = true });

        output.ToString().ShouldContain("~ SEQ-001 Every event twice");
        Presenters.Text("console.txt", Samples.Mixed()).ShouldNotContain("SEQ-001");
    }

    [Fact]
    public void Progress_is_written_ten_times_a_second_at_most_and_taken_away()
    {
        var time = new ManualTime();
        using var error = new StringWriter();
        var progress = new ConsoleProgress(error, planned: 4, time);

        progress.Report(Samples.Run("RES-1", "t", Verdict.Pass));
        progress.Report(Samples.Run("RES-2", "t", Verdict.Fail));
        time.Advance(TimeSpan.FromMilliseconds(100));
        progress.Report(Samples.Run("RES-3", "t", Verdict.Pass));
        progress.Report(Samples.Run("RES-4\u001b", "t", Verdict.Pass));
        progress.Clear();
        progress.Clear();

        var lines = error.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries);
        lines
            .Select(line => line.Trim()[..Math.Min(line.Trim().Length, 20)])
            .ShouldBe(["1/4  0 failed  RES-1", "3/4  1 failed  RES-3", "4/4  1 failed  RES-4", ""]);
        lines.ShouldAllBe(line => line.Length == 79);
    }
}
