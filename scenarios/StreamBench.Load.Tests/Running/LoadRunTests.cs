using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Running;

/// <summary>A run does what its plan says, and leaves whole results whatever ends it.</summary>
public sealed class LoadRunTests
{
    [Fact]
    public async Task Segments_merge_to_the_whole_plan()
    {
        await using var server = await AgentServer.StartAsync();
        var plan = Runs.Plan("s-hello", streams: 30);

        var parts = new List<LoadResult>();
        for (var i = 1; i <= 3; i++)
        {
            parts.Add(await plan.PlayAsync(server, options => options with { Segment = new Segment(i, 3) }));
        }

        var merged = ResultMerge.Of(parts);
        parts.ShouldAllBe(part => part.All()[Counter.Started] == 10);
        (merged.All()[Counter.Completed], merged.IsPartial).ShouldBe((30, false));
    }

    [Fact]
    public async Task An_interrupted_run_leaves_a_whole_file_that_says_so()
    {
        await using var server = await AgentServer.StartAsync();
        using var stop = new CancellationTokenSource();
        using var lines = new StringWriter();
        var plan = Runs.Plan("s-long", streams: 100_000, perSecond: 20);

        var result = await plan.PlayAsync(
            server,
            options => options with { Results = lines, OnSecond = _ => stop.Cancel() },
            stop.Token
        );

        var read = ResultReader.Read(new StringReader(lines.ToString()), "results.jsonl");
        (result.IsPartial, read.IsPartial).ShouldBe((true, true));
        read.All()[Counter.Started].ShouldBeGreaterThan(0);
        read.All().Ends().ShouldBe(read.All()[Counter.Started]);
        read.All()[Counter.Events].ShouldBe(result.All()[Counter.Events]);
    }

    [Fact]
    public async Task The_file_holds_what_the_run_returned()
    {
        await using var server = await AgentServer.StartAsync();
        using var lines = new StringWriter();

        var result = await Runs.Plan("s-hello", streams: 20)
            .PlayAsync(server, options => options with { Results = lines });

        var read = ResultReader.Read(new StringReader(lines.ToString()), "results.jsonl");
        read.IsPartial.ShouldBeFalse();
        foreach (var counter in Enum.GetValues<Counter>())
        {
            read.All()[counter].ShouldBe(result.All()[counter], counter.ToString());
        }

        read.Findings.Engine["threads"].ShouldBe("1");
    }

    [Fact]
    public async Task Arrivals_over_the_bound_are_dropped_and_counted()
    {
        await using var server = await AgentServer.StartAsync();
        var plan = Runs.Plan("s-long", streams: 20, perSecond: 1000) with { MaxOpen = 5 };

        var tally = (await plan.PlayAsync(server)).All();

        (tally[Counter.Started] + tally[Counter.Dropped]).ShouldBe(20);
        tally[Counter.Dropped].ShouldBeGreaterThan(0);
        tally.Arrivals.ShouldBe(20);
    }

    [Fact]
    public async Task Users_play_as_many_streams_as_the_plan_says()
    {
        await using var server = await AgentServer.StartAsync();
        var plan = Runs.Plan("s-hello", streams: 0) with
        {
            Load = [new IterationsForConstant { Copies = 3, Iterations = 17 }],
        };

        var tally = (await plan.PlayAsync(server, options => options with { Threads = 2 })).All();

        (tally[Counter.Started], tally[Counter.Completed]).ShouldBe((17, 17));
    }

    [Fact]
    public async Task Streams_of_the_warm_up_are_counted_apart()
    {
        await using var server = await AgentServer.StartAsync();
        var plan = Runs.Plan("s-hello", streams: 50) with { WarmUp = TimeSpan.FromMilliseconds(200) };

        var result = await plan.PlayAsync(server);

        result.All()[Counter.Completed].ShouldBe(50);
        result.Totals.Sum(warmUp: true)[Counter.Completed].ShouldBe(20);
    }

    [Fact]
    public async Task Slow_readers_take_their_time()
    {
        await using var server = await AgentServer.StartAsync();
        var plan = Runs.Plan("s-hello", streams: 3) with
        {
            Scenarios =
            [
                new LoadScenario
                {
                    Name = "slow",
                    Script = "s-hello",
                    SlowReaders = new SlowReaders(Share: 1, BytesPerSecond: 2000),
                },
            ],
        };

        var tally = (await plan.PlayAsync(server)).All();

        tally[Counter.Completed].ShouldBe(3);
        // The head, under 400 bytes, is read at once; then come sips of a twentieth of a second, and nobody waits after the last.
        var least = (((tally[Counter.Bytes] / 3.0) - 400) / 2000) - 0.05;
        least.ShouldBeGreaterThan(0.1);
        tally
            .Times(Load.Clocks.Clock.Turn, Load.Clocks.ClockColumn.Real)
            .Min.ShouldBeGreaterThanOrEqualTo((long)(least * 1e9));
    }
}
