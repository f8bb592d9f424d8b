using Microsoft.AspNetCore.Http;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Conversations;
using StreamBench.Protocol.State;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Live;

/// <summary>Conversations of Atmosphere as rooms: many subscribers, each with what waits for it, and sessions of one client alone.</summary>
public sealed class AtmosphereRoomTests
{
    private static readonly Dialect Atmosphere = DialectList.Find("atmosphere")!;

    [Theory]
    [InlineData("s-tool")]
    [InlineData("s-multi")]
    public async Task Everybody_in_a_room_hears_everything_on_whatever_transport(string script)
    {
        await using var world = await AgentWorld.StartAsync();
        var room = world.Create(script, id: "room");
        var clients = Atmosphere.Endpoints.Select(one => world.Client("room", Atmosphere, one.Transport)).ToList();
        var running = clients.ConvertAll(client => client.RunAsync(HasEnded, world.Watchdog));
        await clients[0].SubmitAsync(new ChatMessage("Hi", "m1"), world.Watchdog);
        AgentWorld.PlayOut(room);

        await Task.WhenAll(running);

        var expected = Projected.Of("atmosphere", room);
        clients.ConvertAll(Projected.Seen).ShouldAllBe(seen => seen == expected);
        await DisposeAsync(clients);
    }

    [Theory]
    [InlineData("ws", "sse")]
    [InlineData("sse", "ws")]
    [InlineData("streaming", "grpc")]
    [InlineData("grpc", "ws")]
    public async Task Who_is_away_for_a_while_finds_what_waits_for_it_and_nobody_else_notices(string goes, string stays)
    {
        await using var world = await AgentWorld.StartAsync();
        var room = await HeldAsync(world, "room");
        await using var leaver = world.Client("room", Atmosphere, goes);
        await using var other = world.Client("room", Atmosphere, stays);
        var (away, here) = (leaver.RunAsync(HasEnded, world.Watchdog), other.RunAsync(HasEnded, world.Watchdog));
        await leaver.WhenAsync(state => state.Items.Count > 0).WaitAsync(world.Watchdog);
        await other.WhenAsync(state => state.Items.Count > 0).WaitAsync(world.Watchdog);

        // What is written to its old connection while the new one opens would be gone: that is the contract.
        var back = room.WhenSubscribedAsync(3, world.Watchdog);
        leaver.Reconnect();
        SpinWait.SpinUntil(() => back.IsCompleted && room.Subscribers == 2, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        room.Release();
        await Task.WhenAll(away, here);

        var expected = Projected.Of("atmosphere", room);
        (Projected.Seen(leaver), Projected.Seen(other)).ShouldBe((expected, expected));
        ((await away).Connections.Length, (await here).Connections.Length).ShouldBe((2, 1));
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    [InlineData("streaming")]
    [InlineData("lp")]
    [InlineData("grpc")]
    public async Task Who_joins_late_is_told_the_room_from_its_beginning(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var room = await HeldAsync(world, "room");
        await using var early = world.Client("room", Atmosphere, "ws");
        await using var late = world.Client("room", Atmosphere, transport);
        var first = early.RunAsync(HasEnded, world.Watchdog);
        await early.WhenAsync(state => state.Items.Count > 0).WaitAsync(world.Watchdog);

        var second = late.RunAsync(HasEnded, world.Watchdog);
        await late.WhenAsync(state => state.Items.Count > 0).WaitAsync(world.Watchdog);
        room.Release();
        await Task.WhenAll(first, second);

        Projected.Seen(late).ShouldBe(Projected.Of("atmosphere", room));
        Projected.Seen(early).ShouldBe(Projected.Seen(late));
    }

    [Fact]
    public async Task A_session_of_one_client_alone_is_heard_by_nobody_else()
    {
        await using var world = await AgentWorld.StartAsync();
        var (mine, yours) = (world.Create("s-hello", id: "mine"), world.Create("s-tool", id: "yours"));
        await using var me = world.Client("mine", Atmosphere, "ws");
        await using var you = world.Client("yours", Atmosphere, "sse");
        var (listening, waiting) = (me.RunAsync(HasEnded, world.Watchdog), you.RunAsync(HasEnded, world.Watchdog));
        await me.SubmitAsync(new ChatMessage("Hi", "m1"), world.Watchdog);
        await listening;
        var silence = Projected.Seen(you);
        await you.SubmitAsync(new ChatMessage("Hi", "m1"), world.Watchdog);
        await waiting;

        silence.ShouldBe("""{"approvals":[],"items":[],"turns":[]}""");
        Projected.Seen(me).ShouldBe(Projected.Of("atmosphere", mine));
        Projected.Seen(you).ShouldBe(Projected.Of("atmosphere", yours));
    }

    [Fact]
    public async Task A_server_that_keeps_one_cache_for_all_is_found_out_by_who_joins_late()
    {
        await using var world = await AgentWorld.StartAsync(OneForAllAsync);
        var room = await HeldAsync(world, "room");
        await using var early = world.Client("room", Atmosphere, "ws");
        await using var late = world.Client("room", Atmosphere, "sse");
        var first = early.RunAsync(HasEnded, world.Watchdog);
        await early.WhenAsync(state => state.Items.Count > 0).WaitAsync(world.Watchdog);

        var second = late.RunAsync(HasEnded, world.Watchdog);
        await room.WhenSubscribedAsync(2, world.Watchdog);
        room.Release();
        await Task.WhenAll(first, second);

        Projected.Seen(early).ShouldBe(Projected.Of("atmosphere", room));
        Projected.Seen(late).ShouldNotBe(Projected.Of("atmosphere", room));
    }

    // A room in which something was said already, and more will be.
    private static async Task<Conversation> HeldAsync(AgentWorld world, string id)
    {
        const int Held = 7;
        var room = world.Create("s-tool", id: id);
        room.HoldAfter(Held);
        room.Submit(null, null);
        await room.WhenJournalledAsync(Held, world.Watchdog);
        return room;
    }

    // The planted bug: every client is known by the same tracking id.
    private static Task OneForAllAsync(HttpContext http, RequestDelegate next)
    {
        var query = http.Request.Query.ToDictionary(one => one.Key, one => one.Value.ToString());
        query["X-Atmosphere-tracking-id"] = "everybody";
        http.Request.QueryString = QueryString.Create(query!);
        return next(http);
    }

    private static bool HasEnded(ConversationState state) => state.Turns.Count > 0 && state.InputEnabled;

    private static async Task DisposeAsync(List<ChatClient> clients)
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }
}
