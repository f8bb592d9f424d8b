using StreamBench.Conformance.Results;
using static StreamBench.Conformance.Tests.Results.SampleRuns;

namespace StreamBench.Conformance.Tests.Results;

public class ResultMergeTests
{
    [Fact]
    public void Shards_are_joined_to_one_result()
    {
        var one = Set(Run("RES-1/k:1", Verdict.Pass));
        var other = ResultSet.Of(
            Header with
            {
                Machine = "another",
                StartedAt = Header.StartedAt.AddMinutes(-1),
            },
            [Run("RES-1/k:2", Verdict.Fail, Standing.Unexpected)],
            Footer,
            []
        );

        var merged = ResultMerge.Of([("a", one), ("b", other)]);

        merged.Cells.ShouldHaveSingleItem().Runs.Length.ShouldBe(2);
        merged.Header.Planned.ShouldBe(8);
        merged.Header.StartedAt.ShouldBe(other.Header.StartedAt);
        merged.Header.Machine.ShouldBe("Linux X64, 2 processors; another");
        merged.Footer.ShouldBe(Footer with { Runs = 2, ExitCode = 1 });
        merged.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Repetition_takes_the_place_of_the_first_and_is_noted()
    {
        var first = Set(Run("RES-1", Verdict.Fail, Standing.Unexpected), Run("RES-2", Verdict.Pass));
        var again = Set(Run("RES-1", Verdict.Pass));

        var merged = ResultMerge.Of([("a", first), ("b", again)]);

        merged.Runs.ShouldAllBe(run => run.Verdict == Verdict.Pass);
        merged.Header.Planned.ShouldBe(7);
        merged.Notes.ShouldBe(["1 runs of b take the place of earlier ones"]);
        merged.Summary.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void Stale_in_one_shard_may_be_needed_in_another()
    {
        var listed = new Listing("RES-1", ListedAs.Failing, Failed: false);
        var stale = Set(Run("RES-1/k:1", Verdict.Pass) with { Listed = [listed] });
        var needed = Set(
            Run("RES-1/k:2", Verdict.Fail, Standing.Known) with
            {
                Listed = [listed with { Failed = true }],
            }
        );

        stale.Summary.ExitCode.ShouldBe(1);
        ResultMerge.Of([("a", stale), ("b", needed)]).Summary.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void One_killed_part_makes_the_whole_partial()
    {
        var killed = ResultSet.Of(Header, [Run("RES-1", Verdict.Pass)], footer: null, ["b has no footer"]);

        var merged = ResultMerge.Of([("a", Set(Run("RES-2", Verdict.Pass))), ("b", killed)]);

        merged.Summary.ExitCode.ShouldBe(130);
        merged.Notes.ShouldBe(["b has no footer"]);
    }

    [Fact]
    public void What_is_not_alike_is_refused()
    {
        var one = Set(Run("RES-1", Verdict.Pass));
        var otherTool = ResultSet.Of(Header with { StreamBench = "2.0.0" }, [], Footer, []);
        var otherClient = ResultSet.Of(
            Header with
            {
                Clients = [new() { Name = "mine", Version = "2" }],
            },
            [],
            Footer,
            []
        );

        Should
            .Throw<InvalidDataException>(() => ResultMerge.Of([("a", one), ("b", otherTool)]))
            .Message.ShouldBe(
                "a comes of StreamBench 1.0.0 and b of 2.0.0; run them with one version, or compare them"
            );
        Should
            .Throw<InvalidDataException>(() => ResultMerge.Of([("a", one), ("b", otherClient)]))
            .Message.ShouldBe("a has version 1 of mine and b has 2; compare them instead");
    }

    [Fact]
    public void Comparison_tells_what_has_changed()
    {
        var old = Set(
            Run("A-1", Verdict.Pass),
            Run("A-2", Verdict.Fail),
            Run("A-3", Verdict.Pass),
            Run("A-4", Verdict.Fail, Standing.Known),
            Run("A-5", Verdict.Unimplemented)
        );
        var current = Set(
            Run("A-1", Verdict.Fail, Standing.Known),
            Run("A-2", Verdict.Pass),
            Run("A-3", Verdict.NotRun),
            Run("A-4", Verdict.Fail),
            Run("A-5", Verdict.Pass)
        );

        var comparison = ResultComparison.Of(old, current);

        comparison.NewlyFailing.Select(cell => cell.Path).ShouldBe(["A-1"]);
        comparison.NewlyPassing.Select(cell => cell.Path).ShouldBe(["A-2"]);
        comparison.Gone.Select(cell => cell.Path).ShouldBe(["A-3"]);
        comparison.Added.Select(cell => cell.Path).ShouldBe(["A-5"]);
        comparison.Unchanged.ShouldBe(1);
        comparison.ExitCode.ShouldBe(1);
        ResultComparison.Of(old, old).ExitCode.ShouldBe(0);
    }
}
