using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;

namespace StreamBench.Load.Tests.Running;

/// <summary>Whole runs over gRPC: the clocks of all streams, and each bad end under its own name.</summary>
public sealed class CallRunTests
{
    private const int Streams = 5;
    private const string Script = "s-tool";

    [Theory]
    [InlineData("streambench")]
    [InlineData("atmosphere")]
    public async Task Calls_are_timed_and_counted_as_all_other_streams(string dialect)
    {
        await using var server = await AgentServer.StartAsync(Script, "grpc");

        var result = await (Plan() with { Target = Over(dialect) }).PlayAsync(server);

        var tally = result.All();
        tally[Counter.Completed].ShouldBe(Streams, Why(result));
        foreach (var clock in new[] { Clock.Connect, Clock.Headers, Clock.FirstEvent, Clock.FirstContent, Clock.Turn })
        {
            tally.Times(clock, ClockColumn.Real).Count.ShouldBe(Streams, clock.ToString());
        }

        tally[Counter.Bytes].ShouldBeGreaterThan(tally[Counter.Events] * 10);
        (result.Findings.Engine["path"], result.Header.Machine["http"]).ShouldBe(("portable", "2"));
    }

    [Fact]
    public async Task A_status_instead_of_a_stream_is_counted_by_its_number()
    {
        var result = await PlayAsync(new AgentBehaviour { Refuse = [new Refusal { Status = 503 }] });

        Counted(result, Counter.Refused, "ended by grpc-status 14");
    }

    [Fact]
    public async Task A_message_that_is_refused_is_counted_by_its_status()
    {
        var result = await PlayAsync(
            new AgentBehaviour { Refuse = [new Refusal { Status = 401, Requests = RefusedRequests.Commands }] }
        );

        Counted(result, Counter.Refused, "ended by grpc-status 16");
    }

    [Fact]
    public async Task A_status_in_the_middle_of_a_turn_is_an_end_of_its_own_kind()
    {
        var result = await PlayAsync(End("end", grpcStatus: 13, times: 100));

        Counted(result, Counter.Refused, "ended by grpc-status 13");
    }

    [Fact]
    public async Task Status_ok_before_the_turn_ended_is_no_completion_and_the_stream_goes_on_where_it_was()
    {
        var result = await PlayAsync(End("end", grpcStatus: 0, times: 1));

        var tally = result.All();
        (tally[Counter.Completed], tally[Counter.Verified], tally[Counter.Reconnects]).ShouldBe(
            (Streams, Streams, Streams),
            Why(result)
        );
        tally.Times(Clock.Recover, ClockColumn.Intended).Count.ShouldBe(Streams);
    }

    [Fact]
    public async Task A_call_that_is_broken_off_goes_on_where_it_was()
    {
        await using var server = await AgentServer.StartAsync(transport: "grpc");
        Behave(server, End("abort", grpcStatus: null, times: 1));

        var result = await (Plan() with { Target = Over("streambench") }).PlayAsync(server);

        var tally = result.All();
        (tally[Counter.Completed], tally[Counter.Verified], tally[Counter.Reconnects]).ShouldBe(
            (Streams, Streams, Streams),
            Why(result)
        );
        for (var i = 0; i < Streams; i++)
        {
            await server.Requests.WhenAnsweredAsync($"load-1-0-{i}", TestContext.Current.CancellationToken);
            var streams = server
                .Requests.Of($"load-1-0-{i}")
                .Where(request => request.Path.EndsWith("/Subscribe", StringComparison.Ordinal))
                .Select(request => request.Cursor)
                .ToArray();
            // The first names no place, the second that of the last event that came: the sixth breaks it off.
            streams.Length.ShouldBe(2);
            streams[0].ShouldBeNull();
            streams[1].ShouldNotBeNull().ShouldMatch("^[0-9]+:[1-6]$");
        }
    }

    [Fact]
    public async Task A_page_instead_of_a_stream()
    {
        var page = new Refusal { Status = 200, Body = "<html>" };

        Counted(
            await PlayAsync(new AgentBehaviour { Refuse = [page] }),
            Counter.FailedProtocol,
            "answered by another content type than that of a stream"
        );
    }

    [Fact]
    public async Task A_call_that_is_never_answered_is_given_up_at_its_timeout()
    {
        var result = await PlayAsync(
            new AgentBehaviour { HeadersDelayMs = 600_000 },
            plan => plan with { Timeout = TimeSpan.FromMilliseconds(500) }
        );

        Counted(result, Counter.FailedTimeout, "took too long");
    }

    [Fact]
    public async Task A_version_of_http_that_has_no_calls_is_refused_before_the_run()
    {
        await using var server = await AgentServer.StartAsync();
        var plan = Plan() with { Target = Over("streambench") with { Http = "1.1" } };

        var e = await Should.ThrowAsync<InvalidDataException>(() => plan.PlayAsync(server));

        e.Message.ShouldBe("target.http: gRPC is HTTP/2: say 2 or leave http out, or take another transport");
    }

    private static LoadPlan Plan() => Runs.Plan(Script, Streams);

    private static LoadTarget Over(string dialect) => new() { Dialect = dialect, Transport = "grpc" };

    private static AgentBehaviour End(string how, int? grpcStatus, int times) =>
        new()
        {
            Faults =
            [
                new EventFault
                {
                    Do = how,
                    At = new FaultPlace { Seq = 6 },
                    GrpcStatus = grpcStatus,
                    Times = times,
                },
            ],
        };

    private static async Task<LoadResult> PlayAsync(AgentBehaviour behaviour, Func<LoadPlan, LoadPlan>? change = null)
    {
        await using var server = await AgentServer.StartAsync(transport: "grpc");
        Behave(server, behaviour);
        var plan = Plan() with { Target = Over("streambench") };
        return await (change?.Invoke(plan) ?? plan).PlayAsync(server);
    }

    private static void Behave(AgentServer server, AgentBehaviour behaviour)
    {
        for (var i = 0; i < Streams; i++)
        {
            server
                .Conversations.Create(
                    $"load-1-0-{i}",
                    ShippedScripts.Find(Script)!,
                    new ConversationOptions { Behaviour = behaviour }
                )
                .ShouldNotBeNull();
        }
    }

    private static void Counted(LoadResult result, Counter counter, string words)
    {
        var tally = result.All();
        (tally[Counter.Started], tally[counter], tally.Ends()).ShouldBe((Streams, Streams, Streams), Why(result));
        result.Findings.Failures.ShouldBe(new Dictionary<string, long> { [words] = Streams });
    }

    private static string Why(LoadResult result) => string.Join("; ", result.Findings.Failures.Keys);
}
