using System.Text;
using StreamBench.FaultProxy.Proxies;
using StreamBench.FaultProxy.Rules;
using StreamBench.FaultProxy.Rules.Files;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>What peers see of the rules, over sockets.</summary>
public sealed class RuleSocketTests
{
    private const string Get = "GET /events HTTP/1.1\r\n\r\n";
    private const string Sse = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private static FaultRules Rules(string rules) => RuleFile.Parse($"streambench-faults: 1\nrules:\n{rules}");

    private static Task<Proxy> PutAsync(World world, string rules) =>
        world.Server.PutAsync(
            new ProxyConfig
            {
                Name = "ruled",
                Upstream = world.UpstreamAddress,
                Rules = Rules(rules),
            }
        );

    /// <summary>Opens a connection on which a request has come and a response has begun.</summary>
    private static async Task<Pair> StreamAsync(World world, Proxy proxy, string request = Get, string head = Sse)
    {
        var pair = await world.ConnectAsync(proxy);
        await pair.Client.SendAsync(request);
        await pair.Server.ShouldReceiveAsync(request);
        await pair.Server.SendAsync(head);
        await pair.Client.ShouldReceiveAsync(head);
        return pair;
    }

    [
        Theory,
        InlineData("fin", "FIN"),
        InlineData("rst", "RST"),
        InlineData("end", "FIN"),
        InlineData("close(1006)", "RST")
    ]
    public async Task A_cut_ends_both_sides_after_its_event(string how, string end)
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, $"- {{ at: {{ index: 1 }}, do: cut, how: {how} }}");
        using var pair = await StreamAsync(world, proxy);

        await pair.Server.SendAsync("data: 1\n\ndata: 2\n\n");

        await pair.Client.ShouldEndAsync(end, after: "data: 1\n\n");
        await pair.Server.ShouldEndAsync(end);
    }

    [Fact]
    public async Task A_websocket_is_closed_with_the_code_asked_for()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { index: 1 }, do: cut, how: close(1011) }");
        var wire = new Wire("websocket");
        using var pair = await StreamAsync(world, proxy, wire.Request, wire.Head);

        await pair.Server.Socket.SendAsync((byte[])[0x81, 2, (byte)'h', (byte)'i', 0x81, 2, (byte)'h', (byte)'o']);

        var (bytes, end) = await pair.Client.ReadToEndAsync();
        bytes.ShouldBe([0x81, 2, (byte)'h', (byte)'i', 0x88, 2, 0x03, 0xF3]);
        end.ShouldBe("FIN");
    }

    [Fact]
    public async Task A_stall_is_silent_and_heals_when_the_rules_go()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { index: 1 }, do: cut, how: stall }");
        using var pair = await StreamAsync(world, proxy);
        await pair.Server.SendAsync("data: 1\n\ndata: 2\n\n");
        await pair.Client.ShouldReceiveAsync("data: 1\n\n");
        await ActedAsync(world, "cut");
        pair.Client.Socket.Available.ShouldBe(0);

        await proxy.SetRulesAsync(FaultRules.None);
        await pair.Server.SendAsync("data: 3\n\n");

        await pair.Client.ShouldReceiveAsync("data: 2\n\ndata: 3\n\n");
    }

    [Fact]
    public async Task Half_open_passes_nothing_either_way_not_even_an_end_until_the_rules_go()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { index: 1 }, do: cut, how: half-open }");
        using var pair = await StreamAsync(world, proxy);
        await pair.Server.SendAsync("data: 1\n\ndata: 2\n\n");
        await pair.Client.ShouldReceiveAsync("data: 1\n\n");
        await ActedAsync(world, "cut");
        var silence = pair.Server.ReadToEndAsync();

        await pair.Client.SendAsync("GET /again HTTP/1.1\r\n\r\n");
        pair.Client.Finish();
        // Another connection shows that the proxy has had its turn since.
        using var other = await world.ConnectAsync(proxy);
        await other.Client.SendAsync("x");
        await other.Server.ShouldReceiveAsync("x");
        silence.IsCompleted.ShouldBeFalse();
        pair.Client.Socket.Available.ShouldBe(0);

        await proxy.SetRulesAsync(FaultRules.None);

        var (bytes, end) = await silence;
        Encoding.UTF8.GetString(bytes).ShouldBe("GET /again HTTP/1.1\r\n\r\n");
        end.ShouldBe("FIN");
        await pair.Client.ShouldReceiveAsync("data: 2\n\n");
    }

    [Fact]
    public async Task A_cut_refuses_as_many_reconnects_as_it_says()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(
            world,
            "- { at: { connection: 1, index: 1 }, do: cut, how: rst, reconnect: { refuse: 2, then: accept } }"
        );
        using var first = await StreamAsync(world, proxy);
        await first.Server.SendAsync("data: 1\n\n");
        await first.Client.ShouldEndAsync("RST", after: "data: 1\n\n");

        for (var i = 0; i < 2; i++)
            (await world.KnockAsync(proxy)).ShouldBe("RST");
        using var accepted = await StreamAsync(world, proxy);
        await accepted.Server.SendAsync("data: 1\n\ndata: 2\n\n");

        await accepted.Client.ShouldReceiveAsync("data: 1\n\ndata: 2\n\n");
    }

    [Fact]
    public async Task The_second_reconnect_can_be_refused()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { reconnect: 2 }, do: refuse, how: fin }");
        for (var i = 0; i < 2; i++)
            (await StreamAsync(world, proxy)).Dispose();

        (await world.KnockAsync(proxy)).ShouldBe("FIN");

        (await StreamAsync(world, proxy)).Dispose();
    }

    [Fact]
    public async Task The_next_connections_are_refused_and_those_after_them_not()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { do: refuse, count: 3 }");

        for (var i = 0; i < 3; i++)
            (await world.KnockAsync(proxy)).ShouldBe("RST");

        (await StreamAsync(world, proxy)).Dispose();
    }

    [Fact]
    public async Task A_connection_can_be_cut_once_it_was_accepted()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { connection: 1, after: accept }, do: cut }");

        using (var cut = await world.ConnectClientAsync(proxy))
            await cut.ShouldEndAsync("FIN");

        (await StreamAsync(world, proxy)).Dispose();
    }

    [Fact]
    public async Task Late_events_of_the_old_connection_come_when_the_new_one_is_there()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { connection: 1, index: 2 }, do: delay, until: reconnect }");
        using var old = await StreamAsync(world, proxy);
        await old.Server.SendAsync("data: 1\n\ndata: 2\n\n");
        await old.Client.ShouldReceiveAsync("data: 1\n\n");
        await ActedAsync(world, "delay");
        old.Client.Socket.Available.ShouldBe(0);

        using var next = await StreamAsync(world, proxy);

        await old.Client.ShouldReceiveAsync("data: 2\n\n");
    }

    [Fact]
    public async Task Rules_reach_a_connection_that_was_open_before_them()
    {
        await using var world = await World.OpenAsync();
        using var pair = await StreamAsync(world, world.Proxy);
        await pair.Server.SendAsync("data: 1\n\n");
        await pair.Client.ShouldReceiveAsync("data: 1\n\n");

        await world.Proxy.SetRulesAsync(Rules("- { at: { index: 2 }, do: drop }"));
        await pair.Server.SendAsync("data: 2\n\n");
        await pair.Client.ShouldReceiveAsync("data: 2\n\n");
        await pair.Server.SendAsync("data: 3\n\ndata: 4\n\n");

        await pair.Client.ShouldReceiveAsync("data: 4\n\n");
    }

    [Fact]
    public async Task A_connection_with_its_faults_behind_it_is_left_alone_until_new_rules_come()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { connection: 1, index: 1 }, do: drop }");
        using var pair = await StreamAsync(world, proxy);
        var tracked = proxy.TrackedConnections.ShouldHaveSingleItem();
        await pair.Server.SendAsync("data: 1\n\n");
        await pair.Server.SendAsync("data: 2\n\ndata: 3");
        await pair.Client.ShouldReceiveAsync("data: 2\n\ndata: 3");

        await tracked.WhenLeftAlone.WaitAsync(World.Watchdog);
        await pair.Server.SendAsync("\n\ndata: 4\n\n");
        await pair.Client.ShouldReceiveAsync("\n\ndata: 4\n\n");
        await proxy.SetRulesAsync(Rules("- { at: { index: 2 }, do: drop }"));
        await pair.Server.SendAsync("data: 5\n\ndata: 6\n\ndata: 7\n\n");

        await pair.Client.ShouldReceiveAsync("data: 5\n\ndata: 7\n\n");
    }

    [Fact]
    public async Task A_message_of_the_client_can_be_dropped()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { direction: upstream, event: ack }, do: drop }");
        var wire = new Wire("websocket");
        using var pair = await StreamAsync(world, proxy, wire.Request, wire.Head);
        var ack = Masked("""{"type":"ack"}""");
        var resume = Masked("""{"type":"resume"}""");

        await pair.Client.Socket.SendAsync((byte[])[.. ack, .. resume]);
        pair.Client.Finish();

        var (bytes, _) = await pair.Server.ReadToEndAsync();
        bytes.ShouldBe(resume);
    }

    [Fact]
    public async Task A_websocket_frame_of_a_gibibyte_passes_without_being_collected()
    {
        const long length = 1L << 30;
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { index: 2 }, do: drop }");
        var wire = new Wire("websocket");
        using var pair = await StreamAsync(world, proxy, wire.Request, wire.Head);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var sending = Task.Run(async () =>
        {
            await pair.Server.Socket.SendAsync((byte[])[0x82, 127, 0, 0, 0, 0, 0x40, 0, 0, 0]);
            var block = new byte[1 << 20];
            for (var i = 0; i < length >> 20; i++)
                await pair.Server.Socket.SendAsync(block);
            await pair.Server.Socket.SendAsync((byte[])[0x81, 2, (byte)'h', (byte)'i', 0x81, 2, (byte)'h', (byte)'o']);
        });
        var buffer = new byte[1 << 20];
        using var watchdog = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        for (var received = 0L; received < length + 10 + 4; )
            received += await pair.Client.Socket.ReceiveAsync(buffer, watchdog.Token);
        await sending;

        // The gibibyte was event 1, "hi" event 2, so only "ho" is left of what followed.
        // Other tests allocate meanwhile; half of the frame is far more than they do and far less than the frame.
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(length / 2);
        await ActedAsync(world, "drop");
    }

    [Fact]
    public async Task A_chunk_size_without_end_closes_its_connection_and_the_proxy_lives_on()
    {
        await using var world = await World.OpenAsync();
        var proxy = await PutAsync(world, "- { at: { index: 2 }, do: drop }");
        const string chunked =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
        using var pair = await StreamAsync(world, proxy, head: chunked);

        await pair.Server.SendAsync("9\r\ndata: 1\n\n\r\n9;" + new string('x', 20_000));

        await pair.Client.ShouldEndAsync("FIN", after: "9\r\ndata: 1\n\n\r\n");
        (await StreamAsync(world, proxy)).Dispose();
    }

    private static byte[] Masked(string text)
    {
        byte[] key = [1, 2, 3, 4];
        return
        [
            0x81,
            (byte)(0x80 | text.Length),
            .. key,
            .. Encoding.UTF8.GetBytes(text).Select((b, i) => (byte)(b ^ key[i & 3])),
        ];
    }

    /// <summary>Waits until the log says that something was done.</summary>
    private static async Task ActedAsync(World world, string what)
    {
        using var watchdog = new CancellationTokenSource(World.Watchdog);
        await foreach (var record in world.Server.Faults.FollowAsync(watchdog.Token))
        {
            if (record.What == what)
                return;
        }
    }
}
