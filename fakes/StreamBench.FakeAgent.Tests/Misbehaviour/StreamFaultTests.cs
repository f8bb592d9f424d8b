using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Tests.Endpoints;

namespace StreamBench.FakeAgent.Tests.Misbehaviour;

/// <summary>Faults that act before encoding, seen on each of the five transports.</summary>
public sealed class StreamFaultTests
{
    private static readonly FaultPlace Fifth = new() { Seq = 5 };

    [Theory, EveryWire]
    public async Task Injected_frame_follows_its_event_as_it_is_written(string wire)
    {
        var heard = await HearAsync(
            wire,
            new EventFault
            {
                Do = "inject",
                At = Fifth,
                Json = """{"type":"heartbeat","x":[1, 2]}""",
            }
        );

        var at = heard.Payloads.ToList().FindIndex(p => p.Contains("\"seq\":5,", StringComparison.Ordinal));
        heard.Payloads[at + 1].ShouldBe("""{"type":"heartbeat","x":[1, 2]}""");
        heard.Payloads[at + 2].ShouldContain("\"seq\":6,");
    }

    [Theory, EveryWire]
    public async Task Injected_event_may_repeat_a_seq_with_other_content(string wire)
    {
        var heard = await HearAsync(
            wire,
            new EventFault
            {
                Do = "inject",
                At = Fifth,
                Json =
                    """{"type":"text.append","seq":{seq},"turn":"{turn}","item":"i1","text":"epoch {epoch}, {cursor}"}""",
            }
        );

        heard.Seqs.ShouldStartWith("1 2 3 4 5 5 6 7");
        heard.Payloads.ShouldContain(
            """{"type":"text.append","seq":5,"turn":"t1","item":"i1","text":"epoch 1, 1:5"}"""
        );
    }

    // Long-polling has no place for what is no JSON: its whole answer is broken then, which is what is asked for.
    [Theory]
    [InlineData("sse")]
    [InlineData("ndjson")]
    [InlineData("ws")]
    [InlineData("grpc")]
    public async Task Injected_text_need_not_be_json(string wire)
    {
        var heard = await HearAsync(
            wire,
            new EventFault
            {
                Do = "inject",
                At = Fifth,
                Json = "[DONE]",
            }
        );

        heard.Payloads.ShouldContain("[DONE]");
    }

    [Fact]
    public async Task Injected_frame_may_carry_the_cursor_of_its_event()
    {
        await using var world = await WorldWithAsync(
            new EventFault
            {
                Do = "inject",
                At = Fifth,
                Json = """{"type":"notice"}""",
                WithCursor = true,
            }
        );

        var blocks = await (await world.ListenAsync("c")).ReadAllAsync();

        var notice = blocks.Single(b => b.Data == """{"type":"notice"}""");
        notice.Id.ShouldBe("1:5");
    }

    [Theory]
    [InlineData("sse", "end")]
    [InlineData("ndjson", "end")]
    [InlineData("lp", "end")]
    [InlineData("ws", "close 4001")]
    [InlineData("grpc", "grpc 14")]
    public async Task Response_ends_in_good_order_after_the_event_and_the_next_goes_on(string wire, string end)
    {
        await using var world = await WorldWithAsync(
            new EventFault
            {
                Do = "end",
                At = Fifth,
                Code = 4001,
                GrpcStatus = 14,
            }
        );

        var first = await Listener.ListenAsync(world, wire);
        var second = await Listener.ListenAsync(world, wire, "1:5");

        (first.Seqs, first.End).ShouldBe(("1 2 3 4 5", end));
        second.Seqs.ShouldStartWith("6 7 8");
    }

    [Theory]
    [InlineData("sse", "end")]
    [InlineData("ndjson", "end")]
    [InlineData("lp", "end")]
    [InlineData("ws", "close 1000")]
    [InlineData("grpc", "grpc 0")]
    public async Task Unless_told_otherwise_the_end_looks_like_success(string wire, string end) =>
        (await HearAsync(wire, new EventFault { Do = "end", At = Fifth })).End.ShouldBe(end);

    [Theory, EveryWire]
    public async Task Aborted_response_is_reset_after_the_event(string wire)
    {
        await using var world = await WorldWithAsync(new EventFault { Do = "abort", At = Fifth });

        var first = await Listener.ListenAsync(world, wire);
        var second = await Listener.ListenAsync(world, wire, "1:5");

        // An answer of long-polling is sent as a whole, so all of it is lost; a client of HTTP/2 throws away what it has
        // not read when a stream is reset.
        first.End.ShouldBe("reset");
        first.Seqs.ShouldBeOneOf(wire is "lp" or "grpc" ? ["", "1 2 3 4 5"] : ["1 2 3 4 5"]);
        second.Seqs.ShouldStartWith("6 7 8");
    }

    [Fact]
    public async Task The_cursor_of_a_long_poll_that_was_ended_is_that_of_its_last_event()
    {
        await using var world = await WorldWithAsync(new EventFault { Do = "end", At = Fifth });

        var answer = await World.ReadAsync(await world.GetAsync("c", "application/json"));

        answer.GetProperty("cursor").GetString().ShouldBe("1:5");
    }

    [Theory, EveryWire]
    public async Task What_is_injected_at_the_end_comes_before_it_whatever_the_order_of_the_list(string wire)
    {
        var inject = new EventFault
        {
            Do = "inject",
            At = Fifth,
            Json = """{"type":"bye","reason":"done","retryMs":0}""",
        };
        var end = new EventFault { Do = "end", At = Fifth };

        foreach (var faults in new[] { new[] { inject, end }, [end, inject] })
        {
            (await HearAsync(wire, faults)).Payloads[^1].ShouldStartWith("{\"type\":\"bye\",\"reason\":\"done\"");
        }
    }

    [Theory, EveryWire]
    public async Task Last_events_come_again_after_each_seventh(string wire)
    {
        var heard = await HearAsync(
            wire,
            new EventFault
            {
                Do = "duplicate",
                At = new FaultPlace { Every = 7 },
                Last = 3,
            }
        );

        heard.Seqs.ShouldStartWith("1 2 3 4 5 6 7 5 6 7 8 9");
    }

    private static async Task<Heard> HearAsync(string wire, params EventFault[] faults)
    {
        await using var world = await WorldWithAsync(faults);
        return await Listener.ListenAsync(world, wire);
    }

    private static async Task<World> WorldWithAsync(params EventFault[] faults)
    {
        var world = await World.OpenAsync();
        await world.PlayAsync("c", behaviour: new AgentBehaviour { Faults = faults });
        return world;
    }
}
