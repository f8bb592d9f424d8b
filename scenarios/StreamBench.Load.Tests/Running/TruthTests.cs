using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Tests.Running;

/// <summary>A run knows whether its streams were right, and names those that were not.</summary>
public sealed class TruthTests
{
    private const string Script = "s-tool";

    [Theory]
    [InlineData("sse", "s-tool")]
    [InlineData("sse", "refund")]
    [InlineData("sse", "s-multi")]
    [InlineData("ndjson", "s-tool")]
    [InlineData("lp", "s-tool")]
    [InlineData("lp", "refund")]
    [InlineData("lp", "s-multi")]
    [InlineData("grpc", "s-tool")]
    [InlineData("grpc", "refund")]
    [InlineData("grpc", "s-multi")]
    public async Task Every_stream_of_a_good_server_is_verified_and_right(string transport, string script)
    {
        await using var server = await AgentServer.StartAsync(transport: transport);
        var plan = Runs.Plan(script, streams: 20) with { Target = new LoadTarget { Transport = transport } };

        var result = await plan.PlayAsync(server);

        var tally = result.All();
        result.Findings.Mismatches.ShouldBeEmpty();
        (tally[Counter.Started], tally[Counter.Verified], tally[Counter.Completed]).ShouldBe(
            (20, 20, 20),
            string.Join("; ", result.Findings.Failures.Keys)
        );
    }

    [Theory]
    [InlineData("lp")]
    [InlineData("grpc")]
    public async Task A_lost_event_is_found_on_every_transport(string transport)
    {
        await using var server = await AgentServer.StartAsync(transport: transport);
        LoseEvent9(server, stream: 7);

        var result = await Over(transport, Runs.Plan(Script, streams: 10)).PlayAsync(server);

        (result.All()[Counter.Completed], result.All()[Counter.Mismatch]).ShouldBe((9, 1));
        var found = result.Findings.Mismatches.ShouldHaveSingleItem();
        (found.Session, found.Stream, found.Problem).ShouldBe(("load-1-0-7", 7, "event 9 never came"));
        found.Repeat.ShouldEndWith("--only 7");
    }

    [Fact]
    public async Task One_lost_event_among_ten_thousand_is_found_with_its_session_and_a_line_that_repeats_it()
    {
        // 400 streams of 25 events and more; the server loses event 9 of stream 137, and nothing else.
        await using var server = await AgentServer.StartAsync();
        LoseEvent9(server, stream: 137);

        var plan = Runs.Plan(Script, streams: 400, perSecond: 200);
        var result = await plan.PlayAsync(
            server,
            options => options with { RepeatCommand = "streambench load my.yaml" }
        );

        var tally = result.All();
        tally[Counter.Events].ShouldBeGreaterThanOrEqualTo(10_000);
        (tally[Counter.Completed], tally[Counter.Mismatch]).ShouldBe((399, 1));
        var found = result.Findings.Mismatches.ShouldHaveSingleItem();
        (found.Session, found.Stream, found.Turn).ShouldBe(("load-1-0-137", 137, "t1"));
        found.Problem.ShouldBe("event 9 never came");
        found.Repeat.ShouldBe("streambench load my.yaml --only 137");
    }

    [Theory]
    [InlineData("item.open", "is of message m-3: the stream shows somebody else's")]
    [InlineData("turn.close", "never came")]
    public async Task An_event_that_leaks_into_another_session_is_found_there(string type, string problem)
    {
        await using var server = await AgentServer.StartAsync();
        var leak = new EventFault
        {
            Do = "leak",
            At = new FaultPlace { Type = type, Nth = 1 },
            To = "load-1-0-4",
        };
        Disturb(server, stream: 3, leak);
        // Slower, so that all of the other session happens before this one is over.
        Create(server, stream: 4, new ConversationOptions { Pace = 5 });

        var result = await Runs.Plan(Script, streams: 8).PlayAsync(server);

        (result.All()[Counter.Completed], result.All()[Counter.Mismatch]).ShouldBe((7, 1));
        var found = result.Findings.Mismatches.ShouldHaveSingleItem();
        (found.Session, found.Stream, found.Turn).ShouldBe(("load-1-0-4", 4, "t1"));
        found.Problem.ShouldContain(problem);
        found.Repeat.ShouldEndWith("--only 4");
    }

    [Fact]
    public async Task The_repeating_line_plays_that_stream_alone()
    {
        await using var server = await AgentServer.StartAsync();
        LoseEvent9(server, stream: 17);

        var result = await Runs.Plan(Script, streams: 20).PlayAsync(server, options => options with { Only = 17 });

        result.All()[Counter.Started].ShouldBe(1);
        result.Findings.Mismatches.ShouldHaveSingleItem().Stream.ShouldBe(17);
    }

    [Fact]
    public async Task Altered_text_is_a_wrong_final_state()
    {
        await using var server = await AgentServer.StartAsync();
        var altered = new EventFault
        {
            Do = "alter",
            At = new FaultPlace { Type = "text.append", Nth = 2 },
            Text = "Ω",
        };
        Disturb(server, stream: 3, altered);

        var result = await Runs.Plan(Script, streams: 5).PlayAsync(server);

        result.All()[Counter.Mismatch].ShouldBe(1);
        result.Findings.Mismatches.ShouldHaveSingleItem().Problem.ShouldContain("Ω");
    }

    [Fact]
    public async Task A_stream_that_is_not_verified_is_not_judged()
    {
        await using var server = await AgentServer.StartAsync();
        LoseEvent9(server, stream: 3);

        var tally = (await (Runs.Plan(Script, streams: 5) with { Verify = 0 }).PlayAsync(server)).All();

        (tally[Counter.Completed], tally[Counter.Verified], tally[Counter.Mismatch]).ShouldBe((5, 0, 0));
        tally[Counter.ContentEvents].ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Counts_are_the_same_with_and_without_verification()
    {
        await using var one = await AgentServer.StartAsync();
        await using var other = await AgentServer.StartAsync();

        var verified = (await Runs.Plan("refund", streams: 10).PlayAsync(one)).All();
        var fast = (await (Runs.Plan("refund", streams: 10) with { Verify = 0 }).PlayAsync(other)).All();

        fast[Counter.Events].ShouldBe(verified[Counter.Events]);
        fast[Counter.ContentEvents].ShouldBe(verified[Counter.ContentEvents]);
        fast[Counter.Completed].ShouldBe(10);
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("lp")]
    [InlineData("grpc")]
    public async Task After_a_storm_every_stream_comes_back_and_is_still_right(string transport)
    {
        await using var server = await AgentServer.StartAsync(transport: transport);
        var plan = Over(transport, Runs.Plan("s-long", streams: 0)) with
        {
            Load = [new KeepConstant { Copies = 10, During = TimeSpan.FromSeconds(2) }],
            Storm = new ReconnectStorm(TimeSpan.FromMilliseconds(500), Share: 1, Every: TimeSpan.FromMilliseconds(600)),
        };

        var result = await plan.PlayAsync(server);

        var tally = result.All();
        tally[Counter.Reconnects].ShouldBeGreaterThan(0);
        (tally[Counter.Mismatch], tally[Counter.Truncated]).ShouldBe((0, 0));
        tally[Counter.Completed].ShouldBe(tally[Counter.Started], string.Join("; ", result.Findings.Failures.Keys));
        tally[Counter.Verified].ShouldBe(tally[Counter.Started]);
    }

    [Theory]
    [InlineData("sse")]
    [InlineData("lp")]
    [InlineData("grpc")]
    public async Task Questions_are_answered_with_the_headers_of_the_stream_filled_in(string transport)
    {
        await using var server = await AgentServer.StartAsync(transport: transport);
        for (var i = 0; i < 5; i++)
        {
            var behaviour = new AgentBehaviour { Token = $"of-{i}" };
            server
                .Conversations.Create(
                    $"load-1-0-{i}",
                    ShippedScripts.Find("refund")!,
                    new ConversationOptions { Behaviour = behaviour }
                )
                .ShouldNotBeNull();
        }

        var plan = Over(transport, Runs.Plan("refund", streams: 5));
        var headers = plan.Target.Headers.Add("Authorization", "Bearer of-{{number}}");
        var result = await (plan with { Target = plan.Target with { Headers = headers } }).PlayAsync(server);

        (result.All()[Counter.Completed], result.All()[Counter.Verified]).ShouldBe(
            (5, 5),
            string.Join("; ", result.Findings.Failures.Keys)
        );
        result.Findings.Engine.ShouldNotContainKey("errands failed");
    }

    private static LoadPlan Over(string transport, LoadPlan plan) =>
        plan with
        {
            Target = plan.Target with { Transport = transport },
        };

    private static void LoseEvent9(AgentServer server, int stream) =>
        Disturb(
            server,
            stream,
            new EventFault
            {
                Do = "drop",
                At = new FaultPlace { Seq = 9 },
            }
        );

    private static void Disturb(AgentServer server, int stream, EventFault fault) =>
        Create(server, stream, new ConversationOptions { Behaviour = new AgentBehaviour { Faults = [fault] } });

    private static void Create(AgentServer server, int stream, ConversationOptions options) =>
        server.Conversations.Create($"load-1-0-{stream}", ShippedScripts.Find(Script)!, options).ShouldNotBeNull();
}
