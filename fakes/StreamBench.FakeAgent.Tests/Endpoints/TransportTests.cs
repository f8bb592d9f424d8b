using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Testing;

namespace StreamBench.FakeAgent.Tests.Endpoints;

public sealed class TransportTests
{
    [Theory]
    [InlineData("s-hello")]
    [InlineData("s-tool")]
    [InlineData("s-uni")]
    public async Task Every_transport_brings_the_same_bytes(string script)
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c", script);
        using var stream = await world.ListenAsync("c");

        var sse = (await stream.ReadAllAsync()).Where(b => b.Id is not null).Select(b => (b.Id!, b.Data!)).ToList();
        var lines = (await (await world.GetAsync("c", "application/x-ndjson")).Content.ReadAsStringAsync()).TrimEnd();
        var messages = await ReadSocketAsync(world, "?cursor=");

        sse.Count.ShouldBe((int)conversation.Journal.Window.LastSeq);
        WithCursors(lines.Split('\n')).ShouldBe(sse);
        WithCursors(messages).ShouldBe(sse);
        (await PollAllAsync(world)).ShouldBe(sse.Select(e => e.Item2));
    }

    [Fact]
    public async Task Stream_says_how_it_wants_to_be_treated()
    {
        await using var world = await World.OpenAsync();
        world.Create("c");

        var answer = await world.GetAsync("c");

        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        answer.Headers.GetValues("Access-Control-Allow-Headers").Single().ShouldContain("Last-Event-ID");
        answer.Content.Headers.ContentLength.ShouldBeNull();
    }

    [Fact]
    public async Task Poll_without_news_answers_204_after_its_wait()
    {
        var time = new ManualTime();
        await using var world = await World.OpenAsync(time: time);
        var conversation = world.Create("c");

        var request = new HttpRequestMessage(HttpMethod.Get, "v1/conversations/c/events?wait=5000");
        request.Headers.Add("Accept", "application/json");
        var waiting = world.Http.SendAsync(request, world.Watchdog);
        await time.WaitForTimerWithinAsync(TimeSpan.FromSeconds(5), world.Watchdog);
        time.Advance(TimeSpan.FromSeconds(5));

        (await waiting).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
        conversation.Subscribers.ShouldBe(0);
    }

    [Theory]
    [InlineData(HeartbeatStyle.Comment, ": heartbeat\n")]
    [InlineData(HeartbeatStyle.Event, "data: {\"type\":\"heartbeat\"}\n")]
    public async Task Silence_is_filled_with_heartbeats(HeartbeatStyle style, string expected)
    {
        var time = new ManualTime();
        await using var world = await World.OpenAsync(time: time);
        var conversation = world.Create("c", behaviour: new AgentBehaviour { Heartbeats = style });
        using var stream = await world.ListenAsync("c");
        (await stream.ReadAsync())!.Json.GetProperty("heartbeatMs").GetInt32().ShouldBe(15_000);

        for (var i = 0; i < 3; i++)
        {
            await world.WaitForSilenceAsync(conversation);
            time.Advance(TimeSpan.FromSeconds(15));
            (await stream.ReadAsync())!.Raw.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task No_heartbeats_means_none()
    {
        var time = new ManualTime();
        await using var world = await World.OpenAsync(time: time);
        var conversation = world.Create("c", behaviour: new AgentBehaviour { Heartbeats = HeartbeatStyle.None });
        using var stream = await world.ListenAsync("c");
        (await stream.ReadAsync())!.Json.GetProperty("heartbeatMs").GetInt32().ShouldBe(0);

        await world.WaitForSilenceAsync(conversation);
        time.Advance(TimeSpan.FromMinutes(5));
        conversation.Submit("hi", null);
        time.Advance(TimeSpan.Zero);

        (await stream.ReadAsync())!.Type.ShouldBe("turn.open");
    }

    [Fact]
    public async Task Stopping_server_says_bye_to_its_streams()
    {
        var world = await World.OpenAsync();
        world.Create("c");
        using var stream = await world.ListenAsync("c");
        (await stream.ReadAsync())!.Type.ShouldBe("hello");

        var stopping = world.Server.DisposeAsync();
        var bye = await stream.ReadAsync();
        await stopping;

        bye!.Json.GetProperty("reason").GetString().ShouldBe("drain");
        world.Http.Dispose();
    }

    internal static async Task<List<string>> ReadSocketAsync(World world, string query)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri(
                $"{world.Server.HttpAddress.ToString().Replace("http", "ws", StringComparison.Ordinal)}v1/conversations/c/ws{query}"
            ),
            world.Watchdog
        );
        var messages = new List<string>();
        while (await ReceiveAsync(socket, world.Watchdog) is { } message)
        {
            messages.Add(message);
        }

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        return messages;
    }

    internal static async Task<string?> ReceiveAsync(ClientWebSocket socket, CancellationToken watchdog)
    {
        var buffer = new byte[1 << 20];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), watchdog);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }

    private static IEnumerable<(string, string)> WithCursors(IEnumerable<string> objects) =>
        objects
            .Select(text => (Text: text, Json: JsonElement.Parse(text)))
            .Where(o => o.Json.TryGetProperty("seq", out _))
            .Select(o =>
            {
                var cursor = o.Json.GetProperty("cursor").GetString()!;
                return (cursor, o.Text[..^($",\"cursor\":\"{cursor}\"}}".Length)] + "}");
            });

    private static async Task<List<string>> PollAllAsync(World world)
    {
        var events = new List<string>();
        string? cursor = null;
        while (true)
        {
            var answer = await World.ReadAsync(await world.GetAsync("c", "application/json", cursor));
            foreach (var payload in answer.GetProperty("events").EnumerateArray())
            {
                if (payload.GetProperty("type").GetString() == "bye")
                {
                    return events;
                }

                if (payload.TryGetProperty("seq", out _))
                {
                    events.Add(payload.GetRawText());
                }
            }

            cursor = answer.GetProperty("cursor").GetString();
        }
    }
}
