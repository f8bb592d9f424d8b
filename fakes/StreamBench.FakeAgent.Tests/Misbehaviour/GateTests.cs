using System.Net;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Tests.Endpoints;

namespace StreamBench.FakeAgent.Tests.Misbehaviour;

/// <summary>Refusals and tokens, which turn a client away before it streams.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData("sse", "503")]
    [InlineData("ndjson", "503")]
    [InlineData("lp", "503")]
    [InlineData("ws", "503")]
    [InlineData("grpc", "grpc 14")]
    public async Task First_connect_is_let_in_and_the_reconnect_refused(string wire, string refused)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");
        await world.PutAsync("c/misbehaviour", """{"refuse":{"status":503,"from":2,"times":2}}""");

        var ends = await EndsAsync(world, wire, 4);

        ends[1..3].ShouldBe([refused, refused]);
        ends[0].ShouldNotBe(refused);
        ends[3].ShouldBe(ends[0]);
    }

    [Theory]
    [InlineData("sse", "500 500 429 end")]
    [InlineData("ws", "500 500 429 close 1000")]
    [InlineData("grpc", "grpc 14 grpc 14 grpc 8 grpc 0")]
    public async Task Refusals_of_a_list_come_one_after_the_other(string wire, string expected)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");
        await world.PutAsync(
            "c/misbehaviour",
            """{"refuse":[{"status":500,"times":2},{"status":429,"times":1,"retryAfterSeconds":1}]}"""
        );

        string.Join(' ', await EndsAsync(world, wire, 4)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(401, "grpc 16")]
    [InlineData(403, "grpc 7")]
    [InlineData(404, "grpc 5")]
    [InlineData(429, "grpc 8")]
    [InlineData(502, "grpc 14")]
    [InlineData(503, "grpc 14")]
    public async Task Grpc_says_it_with_the_status_that_fits(int status, string expected)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c", behaviour: new AgentBehaviour { Refuse = [new Refusal { Status = status }] });

        var heard = await Listener.ListenAsync(world, "grpc");

        heard.End.ShouldBe(expected);
        heard.Payloads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"body\":\"<h1>Sign in</h1>\"", "text/html")]
    [InlineData("\"body\":\"{}\",\"contentType\":\"application/json\"", "application/json")]
    [InlineData("\"body\":\"data: 1\",\"contentType\":\"\"", null)]
    public async Task Success_may_be_a_page_that_is_no_stream(string members, string? contentType)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");
        await world.PutAsync("c/misbehaviour", $$"""{"refuse":{"status":200,"times":1,{{members}} } }""");

        var answer = await world.GetAsync("c");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType?.ToString().ShouldBe(contentType);
        members.ShouldContain(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Answer_without_content_tells_a_client_to_stop()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c", behaviour: new AgentBehaviour { Refuse = [new Refusal { Status = 204 }] });

        (await world.GetAsync("c")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("""{"refuse":{"status":200}}""", "refuse.body")]
    [InlineData("""{"refuse":[{"status":503},{"status":503,"from":0}]}""", "refuse[1].from")]
    [InlineData("""{"refuse":{"status":99}}""", "refuse.status")]
    [InlineData("""{"maxStreams":0}""", "maxStreams")]
    [InlineData("""{"pollBatch":257}""", "pollBatch")]
    [InlineData("""{"historyLag":-1}""", "historyLag")]
    [InlineData("""{"headersDelayMs":-1}""", "headersDelayMs")]
    [InlineData("""{"firstEventDelayMs":600001}""", "firstEventDelayMs")]
    [InlineData("""{"token":""}""", "token")]
    [InlineData("""{"faults":[{"do":"inject"}]}""", "faults[0].json")]
    [InlineData("""{"faults":[{"do":"end","code":1006}]}""", "faults[0].code")]
    [InlineData("""{"faults":[{"do":"end","grpcStatus":17}]}""", "faults[0].grpcStatus")]
    [InlineData("""{"losesAnswers":{"requests":["history"]}}""", "losesAnswers.requests")]
    public async Task Wrong_values_are_refused_by_name(string json, string member)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");

        var answer = await world.PutAsync("c/misbehaviour", json);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var message = (await World.ReadAsync(answer)).GetProperty("error").GetProperty("message").GetString();
        message!.ShouldStartWith($"{member}: ");
    }

    [Theory]
    [InlineData("sse", "401")]
    [InlineData("ndjson", "401")]
    [InlineData("lp", "401")]
    [InlineData("ws", "401")]
    [InlineData("grpc", "grpc 16")]
    public async Task Conversation_may_ask_for_a_token_of_its_own(string wire, string refused)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c", behaviour: new AgentBehaviour { Token = "A" });

        var ends = new[]
        {
            (await Listener.ListenAsync(world, wire)).End,
            (await Listener.ListenAsync(world, wire, token: "B")).End,
            (await Listener.ListenAsync(world, wire, token: "A")).End,
        };

        ends[..2].ShouldBe([refused, refused]);
        ends[2].ShouldNotBe(refused);
    }

    [Fact]
    public async Task New_token_leaves_open_streams_alone_and_turns_the_old_one_away()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", behaviour: new AgentBehaviour { Token = "A" });
        conversation.HoldAfter(3);
        conversation.Submit("hi", "m1");
        var open = Listener.ListenAsync(world, "sse", token: "A");
        await conversation.WhenSubscribedAsync(1, world.Watchdog);

        conversation.Behaviour = new AgentBehaviour { Token = "B" };
        var late = await Listener.ListenAsync(world, "sse", token: "A");
        conversation.Release();

        late.End.ShouldBe("401");
        (await open).Seqs.ShouldStartWith("1 2 3 4 5");
        (await Listener.ListenAsync(world, "sse", token: "B")).End.ShouldBe("end");
    }

    [Fact]
    public async Task Requests_beside_the_stream_need_the_token_and_the_referee_does_not()
    {
        await using var world = await World.OpenAsync();
        world.Create("c", behaviour: new AgentBehaviour { Token = "A" });
        const string message = """{"text":"hi","clientMessageId":"m1"}""";

        var answers = new[]
        {
            await world.PostAsync("c/turns", message),
            await world.PostAsync("c/turns", message, ("Authorization", "Bearer A")),
            await world.Http.GetAsync("v1/conversations/c"),
            await world.Http.GetAsync("v1/conversations/c/requests"),
        };

        answers.Select(a => (int)a.StatusCode).ShouldBe([401, 202, 401, 200]);
    }

    [Fact]
    public async Task Token_is_never_shown()
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c");

        var set = await world.PutAsync("c/misbehaviour", """{"token":"hush-hush"}""");
        var shown = await world.Http.GetStringAsync("v1/conversations/c/misbehaviour");

        (await set.Content.ReadAsStringAsync()).ShouldNotContain("hush");
        shown.ShouldContain("\"token\":\"***\"");
        conversation.Behaviour.ToString().ShouldNotContain("hush");
    }

    private static async Task<string[]> EndsAsync(World world, string wire, int times)
    {
        var ends = new string[times];
        for (var i = 0; i < times; i++)
        {
            ends[i] = (await Listener.ListenAsync(world, wire)).End;
        }

        return ends;
    }
}
