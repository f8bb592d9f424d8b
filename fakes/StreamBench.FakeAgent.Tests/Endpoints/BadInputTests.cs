using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Protocol.Events;
using StreamBench.Testing;

namespace StreamBench.FakeAgent.Tests.Endpoints;

/// <summary>Each case ends in a stated error, and a stream that was open before still brings its turn.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("none/events", HttpStatusCode.NotFound, "unknown_conversation")]
    [InlineData("none/ws?cursor=", HttpStatusCode.UpgradeRequired, "upgrade_required")]
    [InlineData("none", HttpStatusCode.NotFound, "unknown_conversation")]
    [InlineData("a%20b/events", HttpStatusCode.BadRequest, "bad_conversation_id")]
    [InlineData("c/nothing/here", HttpStatusCode.NotFound, "not_found")]
    [InlineData("busy?limit=-1", HttpStatusCode.BadRequest, "bad_limit")]
    public async Task Wrong_address_is_told_apart(string address, HttpStatusCode status, string code)
    {
        await using var world = await BusyWorld.OpenAsync();

        var answer = await world.Http.GetAsync("v1/conversations/" + address, world.Watchdog);

        answer.StatusCode.ShouldBe(status);
        (await World.ErrorCodeAsync(answer)).ShouldBe(code);
        await world.ShouldStillStreamAsync();
    }

    [Theory]
    [InlineData("{", "bad_json")]
    [InlineData("[]", "bad_json")]
    [InlineData("{\"text\":1}", "bad_member")]
    [InlineData("{\"text\":\"\\ud800\"}", "bad_member")]
    [InlineData("{}", "bad_member")]
    [InlineData("{\"text\":\"a\",\"text\":\"b\"}", "bad_json")]
    [InlineData("{\"text\":\"a\",\"script\":\"no-such\"}", "unknown_script")]
    [InlineData("deep", "bad_json")]
    public async Task Wrong_body_is_told_what_is_wrong(string body, string code)
    {
        await using var world = await BusyWorld.OpenAsync();
        var text = body == "deep" ? new string('[', 10_000) + new string(']', 10_000) : body;

        var answer = await world.PostAsync("d/turns", text);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await World.ErrorCodeAsync(answer)).ShouldBe(code);
        world.Server.Conversations.Find("d").ShouldBeNull();
        await world.ShouldStillStreamAsync();
    }

    [Fact]
    public async Task Body_over_the_bound_is_refused()
    {
        await using var world = await BusyWorld.OpenAsync();

        var answer = await world.PostAsync("d/turns", $$"""{"text":"{{new string('a', 2 << 20)}}"}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await World.ErrorCodeAsync(answer)).ShouldBe("too_large");
        await world.ShouldStillStreamAsync();
    }

    [Fact]
    public async Task Event_of_100_MiB_is_refused_and_the_turn_says_so()
    {
        await using var world = await BusyWorld.OpenAsync();
        var huge = new TextAppend { Item = "i1", Text = new string('a', 100 << 20) };
        var small = new Script
        {
            Name = "huge",
            Turns =
            [
                new ScriptTurn
                {
                    Open = new TurnOpen { Turn = "t1" },
                    Steps =
                    [
                        new EmitStep(huge with { Turn = "t1" }),
                        new EmitStep(new TurnClose { Turn = "t1", Status = TurnStatus.Failed }),
                    ],
                },
            ],
        };
        var conversation = world.Server.Conversations.Create("big", small)!;

        Should.Throw<EventTooLargeException>(() => conversation.Inject(huge)).Message.ShouldContain("1,048,576");
        conversation.Submit(null, null);
        using var stream = await world.ListenAsync("big");
        var blocks = await stream.ReadAllAsync();

        blocks.Single(b => b.Type == "error").Json.GetProperty("code").GetString().ShouldBe("event_too_large");
        blocks[^2].Type.ShouldBe("turn.close");
        await world.ShouldStillStreamAsync();
    }

    [Fact]
    public async Task WebSocket_answers_what_it_does_not_know_and_lives_on()
    {
        await using var world = await BusyWorld.OpenAsync();
        using var socket = await ConnectAsync(world, "busy");

        var codes = new List<string?>();
        foreach (
            var text in new[]
            {
                """{"type":"dance"}""",
                "{",
                "{}",
                """{"type":"turn.cancel"}""",
                """{"type":"turn.cancel","turn":"x"}""",
            }
        )
        {
            await SendAsync(socket, text, world.Watchdog);
            var notice = await NextNoticeAsync(socket, world.Watchdog);
            codes.Add(notice.GetProperty("code").GetString());
        }

        codes.ShouldBe(["unknown_message", "bad_json", "bad_member", "bad_member", "unknown_turn"]);
        await world.ShouldStillStreamAsync();
    }

    [Fact]
    public async Task WebSocket_submits_once_and_decides()
    {
        await using var world = await World.OpenAsync();
        world.Create("c", "s-appr");
        using var socket = await ConnectAsync(world, "c");
        const string message = """{"type":"user.message","text":"hi","clientMessageId":"m1"}""";

        await SendAsync(socket, message, world.Watchdog);
        await SendAsync(socket, message, world.Watchdog);
        // The script plays at once, so its events and the two notices come in any order.
        var (notices, asked) = (new List<JsonElement>(), default(JsonElement));
        while (notices.Count < 2 || asked.ValueKind == JsonValueKind.Undefined)
        {
            var received = JsonElement.Parse((await TransportTests.ReceiveAsync(socket, world.Watchdog))!);
            if (received.GetProperty("type").GetString() == "notice")
            {
                notices.Add(received);
            }
            else if (received.GetProperty("type").GetString() == "approval.request")
            {
                asked = received;
            }
        }

        await SendAsync(
            socket,
            $$"""{"type":"approval.decide","approval":"{{asked.GetProperty("approval").GetString()}}","decision":"approved"}""",
            world.Watchdog
        );
        var decided = await NextNoticeAsync(socket, world.Watchdog);

        notices[1].GetRawText().ShouldBe(notices[0].GetRawText());
        (notices[0].GetProperty("turn").GetString(), notices[0].GetProperty("status").GetInt32()).ShouldBe(("t1", 202));
        decided.GetProperty("code").GetString().ShouldBe("accepted");
    }

    [Fact]
    public async Task WebSocket_message_over_the_bound_closes_with_1009()
    {
        await using var world = await BusyWorld.OpenAsync();
        using var socket = await ConnectAsync(world, "busy");

        await SendAsync(socket, $$"""{"type":"ack","cursor":"{{new string('1', 2 << 20)}}"}""", world.Watchdog);
        while (await TransportTests.ReceiveAsync(socket, world.Watchdog) is not null) { }

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
        await world.ShouldStillStreamAsync();
    }

    [Fact]
    public async Task Client_that_stops_reading_is_cut_off_alone()
    {
        var time = new ManualTime();
        await using var world = await BusyWorld.OpenAsync(time);
        var conversation = world.Create("slow");
        for (var i = 0; i < 64; i++)
        {
            conversation.Inject(
                new TextAppend
                {
                    Turn = "t1",
                    Item = "i1",
                    Text = new string('a', 1_000_000),
                }
            );
        }

        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await client.ConnectAsync(IPAddress.Loopback, world.Server.HttpAddress.Port, world.Watchdog);
        await client.SendAsync(
            "GET /v1/conversations/slow/events HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(),
            world.Watchdog
        );
        // The first bytes are there, so the write has begun; 64 MB fit into no socket's buffers, so it does not end.
        (await client.ReceiveAsync(new byte[16], world.Watchdog)).ShouldBe(16);

        time.Advance(new SubscriptionLimits().MaxStall);

        await world.WaitForSubscribersAsync(conversation, 0);
        await world.ShouldStillStreamAsync();
    }

    [Fact]
    public async Task Bounds_of_conversations_and_subscribers_are_stated()
    {
        await using var world = await World.OpenAsync(o =>
            o with
            {
                MaxConversations = 1,
                Conversations = new ConversationOptions { MaxSubscribers = 1 },
            }
        );
        world.Create("c");
        using var first = await world.ListenAsync("c");

        var second = await world.GetAsync("c");
        var other = await world.PostAsync("d/turns", """{"text":"hi"}""");

        (second.StatusCode, await World.ErrorCodeAsync(second)).ShouldBe(
            (HttpStatusCode.ServiceUnavailable, "too_many_subscribers")
        );
        (other.StatusCode, await World.ErrorCodeAsync(other)).ShouldBe(
            (HttpStatusCode.ServiceUnavailable, "too_many_conversations")
        );
        second.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Token_is_asked_for()
    {
        await using var world = await World.OpenAsync(o => o with { Token = "secret" });
        world.Create("c");

        var without = await world.GetAsync("c");
        world.Http.DefaultRequestHeaders.Authorization = new("Bearer", "wrong");
        var wrong = await world.GetAsync("c");
        world.Http.DefaultRequestHeaders.Authorization = new("Bearer", "secret");
        var right = await world.GetAsync("c");

        new[] { without, wrong, right }.Select(a => (int)a.StatusCode).ShouldBe([401, 401, 200]);
        world.Server.Requests.ToList().ToString()!.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Open_address_needs_a_token()
    {
        var error = await Should.ThrowAsync<ArgumentException>(() =>
            World.OpenAsync(o => o with { Listen = IPAddress.Any, GrpcPort = 70_000 })
        );

        error.Message.ShouldContain("Token is required");
        error.Message.ShouldContain("GrpcPort");
    }

    internal static async Task<ClientWebSocket> ConnectAsync(World world, string conversation)
    {
        var socket = new ClientWebSocket();
        var address = new UriBuilder(world.Server.HttpAddress)
        {
            Scheme = "ws",
            Path = $"v1/conversations/{conversation}/ws",
            Query = "cursor=",
        };
        await socket.ConnectAsync(address.Uri, world.Watchdog);
        return socket;
    }

    internal static Task SendAsync(ClientWebSocket socket, string text, CancellationToken watchdog) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, watchdog);

    private static async Task<JsonElement> NextNoticeAsync(ClientWebSocket socket, CancellationToken watchdog)
    {
        while (true)
        {
            var message = JsonElement.Parse((await TransportTests.ReceiveAsync(socket, watchdog))!);
            if (message.GetProperty("type").GetString() == "notice")
            {
                return message;
            }
        }
    }
}
