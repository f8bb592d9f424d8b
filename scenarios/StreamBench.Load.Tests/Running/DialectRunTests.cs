using StreamBench.Dialects;
using StreamBench.Dialects.Losses;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Running;

namespace StreamBench.Load.Tests.Running;

/// <summary>Every dialect of the harness under load: asked as its address says, read by its decoder, compared with what it can tell.</summary>
public sealed class DialectRunTests
{
    private const int Streams = 10;

    public static TheoryData<string, string, string> EveryAddress()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var dialect in DialectList.All)
        {
            foreach (var endpoint in dialect.Endpoints)
            {
                rows.Add(dialect.Name, endpoint.Transport, "s-tool");
                // Where nobody hears the question, the script waits for ever.
                var isAsked = !dialect.Losses.Contains(KnownLosses.Approvals);
                rows.Add(dialect.Name, endpoint.Transport, isAsked ? "s-multi" : "s-hello");
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(EveryAddress))]
    public async Task Every_stream_is_verified_and_right(string dialect, string transport, string script)
    {
        await using var server = await AgentServer.StartAsync(transport: transport);
        Prepare(server, script);

        var result = await Plan(dialect, transport, script).PlayAsync(server);

        var tally = result.All();
        result.Findings.Mismatches.ShouldBeEmpty();
        (tally[Counter.Started], tally[Counter.Verified], tally[Counter.Completed]).ShouldBe(
            (Streams, Streams, Streams)
        );
        tally.Times(Clock.FirstContent, ClockColumn.Intended).Count.ShouldBe(Streams);
        tally
            .Times(Clock.FirstContent, ClockColumn.Intended)
            .Min.ShouldBeGreaterThanOrEqualTo(tally.Times(Clock.FirstEvent, ClockColumn.Intended).Min);
    }

    [Theory]
    [InlineData("ajo", "ws")]
    [InlineData("convobase", "sse")]
    [InlineData("atmosphere", "ws")]
    [InlineData("atmosphere", "sse")]
    [InlineData("atmosphere", "streaming")]
    [InlineData("atmosphere", "lp")]
    [InlineData("atmosphere", "grpc")]
    public async Task Lost_text_is_found_with_its_session(string dialect, string transport)
    {
        const string Script = "s-hello";
        await using var server = await AgentServer.StartAsync(transport: transport);
        Prepare(server, Script, altered: 7);

        var result = await Plan(dialect, transport, Script).PlayAsync(server);

        (result.All()[Counter.Completed], result.All()[Counter.Mismatch]).ShouldBe((Streams - 1, 1));
        var found = result.Findings.Mismatches.ShouldHaveSingleItem();
        (found.Session, found.Stream).ShouldBe(("load-1-0-7", 7));
        found.Problem.ShouldStartWith("the final state differs");
        found.Repeat.ShouldEndWith("--only 7");
    }

    [Theory]
    [InlineData("ajo", "ws")]
    [InlineData("atmosphere", "ws")]
    [InlineData("atmosphere", "sse")]
    [InlineData("atmosphere", "streaming")]
    [InlineData("atmosphere", "lp")]
    [InlineData("atmosphere", "grpc")]
    public async Task Questions_are_answered_with_yes_in_the_words_of_the_dialect(string dialect, string transport)
    {
        await using var server = await AgentServer.StartAsync(transport: transport);
        Prepare(server, "refund");

        var result = await Plan(dialect, transport, "refund").PlayAsync(server);

        result.Findings.Mismatches.ShouldBeEmpty();
        (result.All()[Counter.Verified], result.All()[Counter.Completed]).ShouldBe((Streams, Streams));
    }

    [Theory]
    [InlineData("ajo", "ws")]
    [InlineData("convobase", "sse")]
    public async Task After_a_storm_streams_go_on_where_they_were(string dialect, string transport)
    {
        await using var server = await AgentServer.StartAsync("s-long");
        var plan = Plan(dialect, transport, "s-long") with
        {
            Load = [new KeepConstant { Copies = 5, During = TimeSpan.FromSeconds(2) }],
            Storm = new ReconnectStorm(TimeSpan.FromMilliseconds(500), Share: 1, Every: TimeSpan.FromMilliseconds(600)),
        };

        var result = await plan.PlayAsync(server);

        var tally = result.All();
        tally[Counter.Reconnects].ShouldBeGreaterThan(0);
        result.Findings.Mismatches.ShouldBeEmpty();
        (tally[Counter.Completed], tally[Counter.Verified]).ShouldBe((tally[Counter.Started], tally[Counter.Started]));
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    [InlineData("streaming")]
    [InlineData("lp")]
    [InlineData("grpc")]
    public async Task After_a_storm_streams_of_atmosphere_come_back_and_are_said_not_to_be_compared(string transport)
    {
        await using var server = await AgentServer.StartAsync(AgentServer.Pause, transport);
        // Struck in the pause: what was on its way is not said again, and must not be the end.
        var plan = Plan("atmosphere", transport, AgentServer.Pause) with
        {
            Load = [new KeepConstant { Copies = 5, During = TimeSpan.FromSeconds(2) }],
            Storm = new ReconnectStorm(TimeSpan.FromSeconds(1), Share: 1, Every: null),
        };

        var result = await plan.PlayAsync(server);

        var tally = result.All();
        tally[Counter.Reconnects].ShouldBeGreaterThan(0);
        result.Findings.Mismatches.ShouldBeEmpty();
        tally[Counter.Completed].ShouldBe(tally[Counter.Started], string.Join("; ", result.Findings.Failures.Keys));
        tally[Counter.Verified].ShouldBeLessThan(tally[Counter.Started]);
        result
            .Findings.Engine["came back, not compared"]
            .ShouldBe(
                $"{tally[Counter.Started] - tally[Counter.Verified]} streams: atmosphere does not say again what was on its way when a connection dropped"
            );
    }

    [Fact]
    public async Task A_transport_that_the_dialect_does_not_have_is_stated_with_those_that_it_has()
    {
        await using var server = new RunningServer(new Uri("http://127.0.0.1:1/"));

        var e = await Should.ThrowAsync<LoadRunException>(() => Plan("ajo", "sse", "s-hello").PlayAsync(server));

        e.Message.ShouldBe("load does not speak ajo over \"sse\"; it does over ws");
    }

    [Fact]
    public async Task A_plan_may_leave_the_transport_to_the_dialect()
    {
        await using var server = await AgentServer.StartAsync();
        Prepare(server, "s-hello");

        var result = await Plan("ajo", transport: null, "s-hello").PlayAsync(server);

        (result.Header.Machine["transport"], result.All()[Counter.Completed]).ShouldBe(("ws", Streams));
    }

    [Fact]
    public async Task The_plan_may_say_where_content_stands()
    {
        await using var server = await AgentServer.StartAsync();
        Prepare(server, "s-hello");
        var plan = Plan("convobase", "sse", "s-hello");

        var tally = (await (plan with { Target = plan.Target with { Content = "nowhere" } }).PlayAsync(server)).All();

        (tally[Counter.Completed], tally[Counter.ContentEvents]).ShouldBe((Streams, 0));
    }

    private static LoadPlan Plan(string dialect, string? transport, string script) =>
        Runs.Plan(script, Streams) with
        {
            Target = new LoadTarget { Dialect = dialect, Transport = transport },
        };

    // A stream of some dialects is open before its message, and cannot name the script.
    private static void Prepare(AgentServer server, string script, int altered = -1)
    {
        var fault = new EventFault
        {
            Do = "alter",
            At = new FaultPlace { Type = "text.append", Nth = 2 },
            Text = "Ω",
        };
        for (var i = 0; i < Streams; i++)
        {
            var behaviour = i == altered ? new AgentBehaviour { Faults = [fault] } : AgentBehaviour.Correct;
            server
                .Conversations.Create(
                    $"load-1-0-{i}",
                    ShippedScripts.Find(script)!,
                    new ConversationOptions { Behaviour = behaviour }
                )
                .ShouldNotBeNull();
        }
    }
}
