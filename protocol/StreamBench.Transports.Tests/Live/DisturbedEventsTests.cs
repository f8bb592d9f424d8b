using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Reduction;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Live;

public sealed class DisturbedEventsTests
{
    public static TheoryData<string> Transports => [.. StreamTransports.Names];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Events_that_come_twice_change_nothing(string transport)
    {
        var seen = await RunAsync(transport, new EventFault { Do = "duplicate" });

        seen.Outcomes[OutcomeKind.Duplicate].ShouldBeGreaterThan(0);
        seen.Connections.Length.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Neighbours_may_change_places_anywhere(string transport)
    {
        for (var seq = 1; seq < 24; seq++)
        {
            await RunAsync(
                transport,
                new EventFault
                {
                    Do = "swap",
                    At = new FaultPlace { Seq = seq },
                }
            );
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Any_one_event_may_be_lost(string transport)
    {
        for (var seq = 1; seq <= 24; seq++)
        {
            await RunAsync(
                transport,
                new EventFault
                {
                    Do = "drop",
                    At = new FaultPlace { Seq = seq },
                }
            );
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Any_one_payload_may_be_broken(string transport)
    {
        for (var seq = 1; seq <= 24; seq += 4)
        {
            await RunAsync(
                transport,
                new EventFault
                {
                    Do = "alter",
                    At = new FaultPlace { Seq = seq },
                    Json = "{}",
                }
            );
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Events_may_come_in_any_order_within_a_window(string transport) =>
        await RunAsync(transport, new EventFault { Do = "shuffle", Window = 8 });

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task An_event_that_every_replay_loses_is_made_good_by_a_snapshot(string transport)
    {
        var seen = await RunAsync(
            transport,
            new EventFault
            {
                Do = "drop",
                At = new FaultPlace { Seq = 9 },
                Times = 1000,
            }
        );

        seen.Connections.Select(connection => connection.Cursor).ShouldContain(StreamRequest.AnyOtherCursor);
        seen.HasDiverged.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_server_that_ignores_cursors_doubles_nothing(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Played("s-tool", new AgentBehaviour { IgnoresCursor = true, SendsNoIds = true });
        await using var relay = new Testing.CuttingRelay(world.Address(transport));
        relay.CutAfter(1, 2500, Testing.CutKind.Fin);
        await using var client = world.Client(conversation.Id, transport, relay.Address);

        var seen = await client.RunAsync(state => state.LastSeq == conversation.Journal.Read().Seq, world.Watchdog);

        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_cursor_that_left_the_window_is_answered_by_a_snapshot(string transport) =>
        await ReturnLateAsync(transport, AgentBehaviour.Correct, history: 0);

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_cursor_that_is_refused_is_replaced_by_history(string transport) =>
        await ReturnLateAsync(transport, new AgentBehaviour { RefusesOldCursors = true }, history: 1);

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_restarted_server_is_followed_into_its_new_epoch(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-appr");
        conversation.Submit(null, null);
        await using var client = world.Client("s-appr", transport);
        var running = client.RunAsync(cancellation: world.Watchdog);
        await client.WhenAsync(state => state.Approvals.Count == 1).WaitAsync(world.Watchdog);

        conversation.Restart();
        await client.WhenAsync(state => state.Epoch == 2).WaitAsync(world.Watchdog);
        conversation.Cancel(client.Read(reducer => reducer.State.Turns[0].Id));
        var seen = await running;

        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
    }

    private static async Task ReturnLateAsync(string transport, AgentBehaviour behaviour, int history)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-appr", behaviour);
        conversation.Submit(null, null);
        await using var client = world.Client("s-appr", transport);
        await client.RunAsync(state => state.Approvals.Count == 1, world.Watchdog);
        var turn = client.Read(reducer => reducer.State.Turns[0].Id);
        conversation.Cancel(turn);
        SpinWait.SpinUntil(() => conversation.IsFinished, 30_000).ShouldBeTrue();
        conversation.Evict();

        var seen = await client.RunAsync(cancellation: world.Watchdog);

        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
        seen.Requests.Count(request => request.Name == "history").ShouldBe(history);
        seen.HasDiverged.ShouldBeFalse();
    }

    private static async Task<ClientObservation> RunAsync(string transport, EventFault fault)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Played("s-tool", new AgentBehaviour { Faults = [fault] });
        await using var client = world.Client("s-tool", transport);

        var seen = await client.RunAsync(cancellation: world.Watchdog);

        seen.Outcome.ShouldBe(ClientOutcome.Ok, fault.ToString());
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest, fault.ToString());
        return seen;
    }
}
