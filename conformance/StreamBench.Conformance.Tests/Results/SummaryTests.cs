using StreamBench.Conformance.Results;
using static StreamBench.Conformance.Tests.Results.SampleRuns;

namespace StreamBench.Conformance.Tests.Results;

public class SummaryTests
{
    [Fact]
    public void Sweep_is_one_cell_in_the_order_of_its_positions()
    {
        var cell = Set(
            Run("RES-1/k:10/transport:ws", Verdict.Fail, Standing.Unexpected),
            Run("RES-1/k:9/transport:ws", Verdict.Pass),
            Run("RES-1/k:2/transport:ws", Verdict.NonStrict),
            Run("RES-1/k:11/transport:ws", Verdict.NotRun)
        )
            .Cells.ShouldHaveSingleItem();

        cell.Path.ShouldBe("RES-1/transport:ws");
        cell.Runs.Select(run => run.Position).ShouldBe(["k:2", "k:9", "k:10", "k:11"]);
        cell.Telling.Position.ShouldBe("k:10");
        SweepStrip.Text(cell).ShouldBe("2/4, first failing k=10, 1 not run");
        SweepStrip.Marks(cell, 80).ShouldBe("~·x-");
        SweepStrip.Marks(cell, 2).ShouldBe("~x");
    }

    [Fact]
    public void Cells_of_two_clients_are_two()
    {
        var run = Run("RES-1/k:1", Verdict.Pass);

        Set(run, run with { Client = "other" }).Cells.Length.ShouldBe(2);
    }

    [Fact]
    public void Each_cell_is_counted_once()
    {
        var summary = Set(
            Run("A-1", Verdict.Pass),
            Run("A-2", Verdict.NonStrict),
            Run("A-3", Verdict.Info),
            Run("A-4", Verdict.Fail, Standing.Unexpected),
            Run("A-5", Verdict.Fail, Standing.Flaky),
            Run("A-6", Verdict.Fail, Standing.Known),
            Run("A-7", Verdict.Pass, Standing.Stale),
            Run("A-8", Verdict.Unimplemented),
            Run("A-9", Verdict.NotRun),
            Run("A-10", Verdict.Undetectable),
            Run("A-11", Verdict.Harness, Standing.Unexpected)
        ).Summary;

        summary.ShouldBe(
            new Summary
            {
                Passed = 1,
                NonStrict = 1,
                Info = 1,
                Failed = 1,
                Flaky = 1,
                Known = 1,
                Stale = 1,
                Unimplemented = 1,
                NotRun = 1,
                Undetectable = 1,
                Harness = 1,
                Runs = 11,
            }
        );
    }

    [Theory]
    [InlineData(Verdict.Pass, Standing.AsExpected, 0)]
    [InlineData(Verdict.NonStrict, Standing.AsExpected, 0)]
    [InlineData(Verdict.NonStrict, Standing.Unexpected, 1)]
    [InlineData(Verdict.Fail, Standing.Known, 0)]
    [InlineData(Verdict.Fail, Standing.Unexpected, 1)]
    [InlineData(Verdict.Fail, Standing.AsExpected, 1)]
    [InlineData(Verdict.Fail, Standing.Flaky, 1)]
    [InlineData(Verdict.Pass, Standing.Flaky, 1)]
    [InlineData(Verdict.Pass, Standing.Stale, 1)]
    [InlineData(Verdict.Harness, Standing.AsExpected, 3)]
    [InlineData(Verdict.Unimplemented, Standing.AsExpected, 4)]
    [InlineData(Verdict.NotRun, Standing.AsExpected, 4)]
    public void Exit_code_of_one_run(Verdict verdict, Standing standing, int code) =>
        Set(Run("A-1", verdict, standing)).Summary.ExitCode.ShouldBe(code);

    [Fact]
    public void Exit_code_of_nothing_and_of_the_unfinished()
    {
        Set().Summary.ExitCode.ShouldBe(4);
        ResultSet.Of(Header, [], footer: null, []).Summary.ExitCode.ShouldBe(130);
        ResultSet.Of(Header, [], Footer with { Interrupted = true }, []).Summary.ExitCode.ShouldBe(130);
        Set(Run("A-1", Verdict.Fail, Standing.Unexpected), Run("A-2", Verdict.Harness)).Summary.ExitCode.ShouldBe(3);
    }

    [Fact]
    public void Entry_is_stale_only_where_nothing_of_a_cell_fails()
    {
        static RunResult Listed(string path, Verdict verdict, string pattern) =>
            Run(path, verdict, verdict == Verdict.Fail ? Standing.Known : Standing.AsExpected) with
            {
                Listed = [new(pattern, ListedAs.Failing, verdict == Verdict.Fail)],
            };

        var set = Set(
            Listed("RES-1/transport:ws/k:1", Verdict.Pass, "RES-1"),
            Listed("RES-1/transport:ws/k:2", Verdict.Fail, "RES-1"),
            Listed("RES-1/transport:sse/k:1", Verdict.Pass, "RES-1"),
            Listed("RES-2/transport:ws/k:1", Verdict.Pass, "RES-2/k:1"),
            Run("RES-2/transport:ws/k:2", Verdict.Pass)
        );

        set.Cells.Select(cell => (cell.Path, cell.Outcome))
            .ShouldBe([
                ("RES-1/transport:ws", Outcome.Known),
                ("RES-1/transport:sse", Outcome.Stale),
                ("RES-2/transport:ws", Outcome.Stale),
            ]);
        set.Cells[2].Runs[1].Standing.ShouldBe(Standing.AsExpected);
    }
}
