using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Running;
using StreamBench.Load.Schedules;
using StreamBench.Load.Tests.Engine.Loop;

namespace StreamBench.Load.Tests.Running;

/// <summary>Streams that only watch are held beside the load, and are in no number of turns.</summary>
public sealed class WatcherTests
{
    private const int Watchers = 8;

    [Theory]
    [InlineData("streambench", "sse")]
    [InlineData("streambench", "ws")]
    [InlineData("ajo", "ws")]
    public async Task Watchers_are_held_until_the_run_is_over_and_counted_apart(string dialect, string transport)
    {
        await using var server = await AgentServer.StartAsync();
        var most = 0L;

        var plan = Watched(streams: 20) with
        {
            Target = new LoadTarget { Dialect = dialect, Transport = transport },
        };
        var result = await plan.PlayAsync(
            server,
            options => options with { OnSecond = second => most = Math.Max(most, second.Interval.Open) }
        );

        var tally = result.All();
        (tally[Counter.Watchers], tally[Counter.WatchersLost]).ShouldBe((Watchers, 0));
        (tally[Counter.Started], tally.Ends(), tally.Arrivals).ShouldBe((20, 20, 20));
        tally.Times(Clock.Headers, ClockColumn.Intended).Count.ShouldBe(20);
        most.ShouldBeGreaterThanOrEqualTo(Watchers);
    }

    [Fact]
    public async Task Watchers_that_lose_their_stream_are_counted_and_come_back()
    {
        var asked = 0;
        await using var server = new ByteServer(
            async (socket, _) =>
            {
                await ByteServer.SendAsync(socket, ByteServer.EventStream);
                // The first connection of each ends at once; those that come back stay.
                if (Interlocked.Increment(ref asked) > 2)
                {
                    await ByteServer.UntilClosedAsync(socket);
                }
            }
        );
        await using var target = new RunningServer(new Uri($"http://{server.EndPoint}/"));
        var plan = Runs.Plan(null, streams: 0) with
        {
            Load = [new Pause { During = TimeSpan.FromSeconds(5) }],
            Watchers = new IdleWatchers(Count: 2, Share: null),
        };

        var result = await plan.PlayAsync(target);

        (result.All()[Counter.Watchers], result.All()[Counter.WatchersLost], asked).ShouldBe((2, 2, 4));
        result.Findings.Failures.ShouldBe(
            new Dictionary<string, long> { ["watcher: the stream ended inside an event or its framing"] = 2 }
        );
    }

    [Fact]
    public async Task Silence_does_not_end_a_watcher_and_neither_does_the_longest_turn()
    {
        await using var server = await AgentServer.StartAsync();
        var plan = Runs.Plan("s-hello", streams: 0) with
        {
            Load = [new Pause { During = TimeSpan.FromSeconds(1) }],
            Timeout = TimeSpan.FromMilliseconds(200),
            Watchers = new IdleWatchers(Count: 2, Share: null),
        };

        var tally = (await plan.PlayAsync(server)).All();

        (tally[Counter.Watchers], tally[Counter.WatchersLost]).ShouldBe((2, 0));
    }

    [Fact]
    public void Segments_share_the_watchers_without_one_twice()
    {
        var plan = Watched(streams: 1) with { Watchers = new IdleWatchers(Count: null, Share: 0.01) };

        var all = Enumerable
            .Range(1, 3)
            .SelectMany(i => HeldArrivals.Watchers(plan, new Segment(i, 3)))
            .Select(arrival => arrival.Number);

        all.Order().ShouldBe(HeldArrivals.Watchers(plan, Segment.Whole).Select(arrival => arrival.Number));
        HeldArrivals.Watchers(plan, Segment.Whole).Count().ShouldBe(plan.MaxOpen / 100);
    }

    [Fact]
    public async Task A_dialect_without_a_stream_to_watch_says_so()
    {
        await using var server = new RunningServer(new Uri("http://127.0.0.1:1/"));
        var plan = Watched(streams: 1) with { Target = new LoadTarget { Dialect = "convobase" } };

        var e = await Should.ThrowAsync<LoadRunException>(() => plan.PlayAsync(server));

        e.Message.ShouldStartWith("watchers: convobase has no stream without a message");
    }

    private static LoadPlan Watched(int streams) =>
        Runs.Plan("s-hello", streams, perSecond: 20) with
        {
            Watchers = new IdleWatchers(Watchers, Share: null),
        };
}
