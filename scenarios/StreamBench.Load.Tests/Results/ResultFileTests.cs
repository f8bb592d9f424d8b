using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;
using StreamBench.Load.Tests.Histograms;

namespace StreamBench.Load.Tests.Results;

public sealed class ResultFileTests
{
    private static readonly LoadPlan Plan = new()
    {
        Name = "Plan <1>",
        WarmUp = TimeSpan.FromSeconds(2),
        Load = [new Poisson { Rate = new(40), During = TimeSpan.FromSeconds(6) }],
        Scenarios = [new() { Name = "chat", Weight = 3 }, new() { Name = "refund 💶" }],
        Thresholds = ["ttfe.p50<400ms"],
    };

    [Fact]
    public void Reading_gives_what_was_written()
    {
        var result = SimulatedRun.Of(Plan, Segment.Whole) with { Distrust = ["the collector paused for 80 ms"] };

        var read = ResultReader.Read(new StringReader(Text(result)), "r.jsonl");

        AssertSame(read.Totals, result.Totals);
        read.Header.Plan.ShouldBe("Plan <1>");
        read.Header.Scenarios.ShouldBe(result.Header.Scenarios);
        read.Intervals.Length.ShouldBe(8);
        AssertSame(read.Intervals[3].Tallies(), result.Intervals[3].Tallies());
        (read.Measured, read.IsPartial, read.Intervals[3].Open).ShouldBe(
            (result.Measured, false, result.Intervals[3].Open)
        );
        read.Distrust.ShouldBe(result.Distrust);
        read.Verdicts().ShouldHaveSingleItem().Held.ShouldBeTrue();
    }

    [Fact]
    public void A_file_whose_writer_was_killed_is_a_partial_result()
    {
        var text = Text(SimulatedRun.Of(Plan, Segment.Whole));
        var footer = text.LastIndexOf("{\"line\":\"footer\"", StringComparison.Ordinal);

        var read = ResultReader.Read(new StringReader(text[..(footer + 40)]), "r.jsonl");

        read.IsPartial.ShouldBeTrue();
        read.Measured.ShouldBe(TimeSpan.FromSeconds(6));
        AssertSame(read.Totals, SimulatedRun.Of(Plan, Segment.Whole).Totals);
    }

    [Fact]
    public void A_damaged_file_is_refused_with_its_line()
    {
        var lines = Text(SimulatedRun.Of(Plan, Segment.Whole)).Split('\n');

        Refused([lines[0], lines[1][..50], lines[2]]).ShouldStartWith("r.jsonl:2: ");
        Refused(lines[1..]).ShouldContain("does not belong here");
        Refused([lines[0], lines[1].Replace("\"count\":", "\"count\":1", StringComparison.Ordinal)])
            .ShouldContain("a histogram says");
        Refused([lines[0], lines[1].Replace("\"started\"", "\"begun\"", StringComparison.Ordinal)])
            .ShouldContain("unknown counter \"begun\"");
        Refused([lines[0].Replace("result\":1", "result\":2", StringComparison.Ordinal)])
            .ShouldContain("format 2 is not known");
        Refused([]).ShouldBe("r.jsonl:1: the file is empty");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_results_of_all_segments_merge_into_the_result_of_one_machine(int count)
    {
        var whole = SimulatedRun.Of(Plan, Segment.Whole);
        var parts = Enumerable
            .Range(1, count)
            .Select(i =>
                ResultReader.Read(new StringReader(Text(SimulatedRun.Of(Plan, new Segment(i, count)))), "part")
            )
            .Reverse()
            .ToArray();

        var merged = ResultMerge.Of(parts);

        AssertSame(merged.Totals, whole.Totals);
        merged.Intervals.Length.ShouldBe(whole.Intervals.Length);
        for (var i = 0; i < whole.Intervals.Length; i++)
        {
            AssertSame(merged.Intervals[i].Tallies(), whole.Intervals[i].Tallies());
            merged.Intervals[i].Open.ShouldBe(whole.Intervals[i].Open);
        }

        merged.IsPartial.ShouldBeFalse();
        merged.Distrust.ShouldBeEmpty();
        merged.Header.Segments.ShouldBe(Enumerable.Range(1, count).Select(i => $"{i}/{count}"));
    }

    [Fact]
    public void What_does_not_belong_together_is_not_merged()
    {
        var first = SimulatedRun.Of(Plan, new Segment(1, 2));

        Should
            .Throw<InvalidDataException>(() => ResultMerge.Of([first, first]))
            .Message.ShouldBe("segment 1/2 is there twice");
        Should
            .Throw<InvalidDataException>(() => ResultMerge.Of([first, SimulatedRun.Of(Plan, new Segment(2, 3))]))
            .Message.ShouldBe("segment 2/3 is of another division than 1/2");
        Should
            .Throw<InvalidDataException>(() =>
                ResultMerge.Of([first, SimulatedRun.Of(Plan with { MaxOpen = 5 }, new Segment(2, 2))])
            )
            .Message.ShouldContain("are not the same plan");
    }

    [Fact]
    public void A_missing_segment_makes_the_result_partial()
    {
        var merged = ResultMerge.Of([
            SimulatedRun.Of(Plan, new Segment(2, 3)),
            SimulatedRun.Of(Plan, new Segment(1, 3)),
        ]);

        merged.IsPartial.ShouldBeTrue();
        merged.Distrust.ShouldBe(["1 of 3 segments are missing"]);
    }

    internal static string Text(LoadResult result)
    {
        using var output = new StringWriter();
        ResultWriter.Write(output, result);
        return output.ToString();
    }

    private static string Refused(string[] lines) =>
        Should
            .Throw<InvalidDataException>(() => ResultReader.Read(new StringReader(string.Join('\n', lines)), "r.jsonl"))
            .Message;

    private static void AssertSame(TallySet actual, TallySet expected)
    {
        for (var scenario = 0; scenario < expected.Scenarios; scenario++)
        {
            AssertSame(
                actual[scenario, warmUp: false] ?? new Tally(),
                expected[scenario, warmUp: false] ?? new Tally()
            );
            AssertSame(actual[scenario, warmUp: true] ?? new Tally(), expected[scenario, warmUp: true] ?? new Tally());
        }
    }

    private static void AssertSame(Tally actual, Tally expected)
    {
        foreach (var counter in Enum.GetValues<Counter>())
        {
            actual[counter].ShouldBe(expected[counter]);
        }

        foreach (var clock in Enum.GetValues<Clock>())
        {
            foreach (var column in Enum.GetValues<ClockColumn>())
            {
                HistogramTests.AssertSame(actual.Times(clock, column), expected.Times(clock, column));
                actual.Never(clock, column).ShouldBe(expected.Never(clock, column));
            }
        }
    }
}
