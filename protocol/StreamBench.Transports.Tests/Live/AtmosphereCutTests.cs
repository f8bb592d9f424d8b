using StreamBench.Dialects;
using StreamBench.FakeAgent.Conversations;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;
using StreamBench.Protocol.Wire;
using StreamBench.Testing;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Live;

/// <summary>Streams of Atmosphere that are cut: what waits under a tracking id, what is gone, and what a run brings back.</summary>
public sealed class AtmosphereCutTests
{
    private const int Held = 4;

    private static readonly Dialect Atmosphere = DialectList.Find("atmosphere")!;

    private static readonly Dialect WithoutRuns = Atmosphere with
    {
        NewDecoder = () => new NamesNoRun(Atmosphere.NewDecoder()),
    };

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    [InlineData("streaming")]
    [InlineData("grpc")]
    public async Task A_client_goes_on_where_the_server_stopped_writing_to_it(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-tool");
        conversation.HoldAfter(7);
        await using var client = world.Client("s-tool", DialectList.Find("atmosphere")!, transport);
        var running = client.RunAsync(HasEnded, world.Watchdog);
        await client.SubmitAsync(new ChatMessage("Hi", "m1"), world.Watchdog);
        await conversation.WhenJournalledAsync(7, world.Watchdog);
        var last = Said(conversation, 7, 7);
        last.ShouldNotBeEmpty("the hold is to come after a text, so that its arrival can be seen");
        await client
            .WhenAsync(state => TextOf(state).EndsWith(last, StringComparison.Ordinal))
            .WaitAsync(world.Watchdog);

        client.Reconnect();
        // What is written to the old connection while the new one opens would be gone: that is the contract.
        var back = conversation.WhenSubscribedAsync(2, world.Watchdog);
        SpinWait
            .SpinUntil(() => back.IsCompleted && conversation.Subscribers == 1, TimeSpan.FromSeconds(30))
            .ShouldBeTrue();
        conversation.Release();
        var seen = await running;

        seen.Connections.Length.ShouldBe(2);
        Projected.Seen(client).ShouldBe(Projected.Of("atmosphere", conversation));
    }

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    [InlineData("streaming")]
    [InlineData("lp")]
    [InlineData("grpc")]
    public async Task Without_a_run_what_was_in_flight_at_a_cut_is_gone_and_nothing_comes_twice(string transport) =>
        await SweepAsync(
            WithoutRuns,
            transport,
            (client, conversation, _, name) =>
            {
                var (before, after) = (Said(conversation, 1, Held), Said(conversation, Held + 1, long.MaxValue));
                TextSeen(client).ShouldEndWith(after, Case.Sensitive, name);
                before.ShouldStartWith(TextSeen(client)[..^after.Length], Case.Sensitive, name);
                after.ShouldNotBeEmpty();
            }
        );

    [Theory]
    [InlineData("ws")]
    [InlineData("sse")]
    [InlineData("streaming")]
    public async Task Who_names_the_run_it_has_heard_of_ends_in_the_projected_state_wherever_it_was_cut(
        string transport
    )
    {
        var whole = 0;
        await SweepAsync(
            Atmosphere,
            transport,
            (client, conversation, hadHeard, name) =>
            {
                if (hadHeard)
                {
                    Projected.Seen(client).ShouldBe(Projected.Of("atmosphere", conversation), name);
                    whole++;
                }
            }
        );

        whole.ShouldBeGreaterThan(1); // the one that was not cut, and more
    }

    [Theory]
    [InlineData("lp", 180)] // behind the headers of the second answer
    [InlineData("grpc", 30)] // inside the second write: what came whole before the cut is dropped with the connection
    public async Task What_was_in_flight_after_the_run_was_heard_of_comes_back_with_it(string transport, int further)
    {
        await using var world = await AgentWorld.StartAsync();
        var first = await HearTwiceAsync(world, transport, "c-1", cut: null);

        await HearTwiceAsync(world, transport, "c-2", first + further);
    }

    [Fact]
    public async Task A_run_that_ended_while_its_client_was_away_is_said_though_nothing_waits()
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-hello");
        conversation.Submit(null, null);
        AgentWorld.PlayOut(conversation);
        await using var relay = new CuttingRelay(world.Address("sse"));
        relay.CutAfter(1, 2_600, CutKind.Fin); // inside the second frame or the third: all of them are written at once
        await using var client = world.Client("s-hello", Atmosphere, "sse", relay.Address);

        var seen = await client.RunAsync(HasEnded, world.Watchdog);

        seen.Connections.Length.ShouldBe(2);
        Projected.Seen(client).ShouldBe(Projected.Of("atmosphere", conversation));
    }

    // Reads what is said before the hold, then all the rest; says how many bytes came before.
    private static async Task<int> HearTwiceAsync(AgentWorld world, string transport, string id, int? cut)
    {
        var conversation = world.Create("s-hello", id: id);
        conversation.HoldAfter(Held);
        conversation.Submit(null, null);
        await conversation.WhenJournalledAsync(Held, world.Watchdog);
        await using var relay = new CuttingRelay(world.Address(transport));
        relay.CutAfter(1, cut ?? int.MaxValue, CutKind.Fin);
        await using var client = world.Client(id, Atmosphere, transport, relay.Address);
        var running = client.RunAsync(HasEnded, world.Watchdog);
        await client.WhenAsync(state => TextOf(state) == Said(conversation, 1, Held)).WaitAsync(world.Watchdog);
        var answered = relay.Captured(1).Length;
        conversation.Release();

        (await running).Connections.Length.ShouldBe(cut is null ? 1 : 2, id);
        Projected.Seen(client).ShouldBe(Projected.Of("atmosphere", conversation), id);
        return answered;
    }

    private static async Task SweepAsync(
        Dialect dialect,
        string transport,
        Action<ChatClient, Conversation, bool, string> judge
    )
    {
        await using var world = await AgentWorld.StartAsync();
        var whole = await CutAsync(world, dialect, transport, "whole", cut: null, judge);

        // Before its answer begins a call may not even have reached the server.
        var first = transport == "grpc" ? FirstByteOfAnswer(whole) : 1;
        for (var cut = first; cut < whole.Length; cut += Math.Max(1, whole.Length / 40))
        {
            await CutAsync(world, dialect, transport, $"c{cut}", cut, judge);
        }
    }

    // The first connection brings all that is said before the hold, up to a byte; the second one what is said after it.
    private static async Task<byte[]> CutAsync(
        AgentWorld world,
        Dialect dialect,
        string transport,
        string id,
        int? cut,
        Action<ChatClient, Conversation, bool, string> judge
    )
    {
        var conversation = world.Create("s-hello", id: id);
        conversation.HoldAfter(Held);
        conversation.Submit(null, null); // in the script's own words, so that the agent has begun to speak
        await conversation.WhenJournalledAsync(Held, world.Watchdog);
        await using var relay = new CuttingRelay(world.Address(transport));
        relay.CutAfter(1, cut ?? int.MaxValue, CutKind.Fin);
        await using var client = world.Client(id, dialect, transport, relay.Address);
        var running = client.RunAsync(HasEnded, world.Watchdog);
        if (cut is null)
        {
            await client.WhenAsync(state => TextOf(state) == Said(conversation, 1, Held)).WaitAsync(world.Watchdog);
        }
        else
        {
            var back = conversation.WhenSubscribedAsync(2, world.Watchdog);
            SpinWait
                .SpinUntil(() => back.IsCompleted && conversation.Subscribers == 1, TimeSpan.FromSeconds(30))
                .ShouldBeTrue(
                    $"{id} of {transport}: {conversation.Subscribers} readers, {relay.Connections} connections"
                );
        }

        var passed = relay.Captured(1);
        var hadHeard = client.Read(reducer => reducer.State.Turns.Count > 0);
        conversation.Release();
        (await running).Outcome.ShouldBe(ClientOutcome.Ok, id);

        judge(client, conversation, hadHeard, id);
        return passed;
    }

    // RFC 9113 §4.1: length (24 bits), type (8), flags (8), stream (32), payload; HEADERS is type 1.
    private static int FirstByteOfAnswer(ReadOnlySpan<byte> frames)
    {
        var at = 0;
        while (frames[at + 3] != 1)
        {
            at += 9 + (frames[at] << 16) + (frames[at + 1] << 8) + frames[at + 2];
        }

        return at + 1;
    }

    private static string Said(Conversation conversation, long from, long to) =>
        string.Concat(
            conversation
                .Journal.Events()
                .OfType<TextAppend>()
                .Where(one => one.Seq >= from && one.Seq <= to)
                .Select(one => one.Text)
        );

    private static string TextSeen(ChatClient client) => client.Read(reducer => TextOf(reducer.State));

    private static string TextOf(ConversationState state) => string.Concat(state.Order.Select(item => item.Text));

    private static bool HasEnded(ConversationState state) => state.Turns.Count > 0 && state.InputEnabled;

    private sealed class NamesNoRun(IFrameDecoder right) : IFrameDecoder
    {
        private readonly List<Received> received = [];

        public void StartConnection() => right.StartConnection();

        public void Decode(in Frame frame, ICollection<Received> output)
        {
            received.Clear();
            right.Decode(frame, received);
            foreach (var one in received)
            {
                output.Add(one with { Cursor = null });
            }
        }
    }
}
