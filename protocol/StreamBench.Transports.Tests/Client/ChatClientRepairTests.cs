using StreamBench.Protocol.Reduction;
using StreamBench.Transports.Client;
using static StreamBench.Transports.Tests.Client.QuickClient;
using Script = StreamBench.Transports.Tests.Client.ScriptedTransport.Script;

namespace StreamBench.Transports.Tests.Client;

/// <summary>Drops, holes and wrong states: what the client asks for, and that it ends in the server's state.</summary>
public sealed class ChatClientRepairTests
{
    [Fact]
    public async Task A_clean_end_in_mid_turn_is_resumed_from_the_last_applied_event()
    {
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[..3]]),
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[3..], Say.Done])
        );

        var seen = await RunAsync(transport);

        transport.Cursors.ShouldBe([null, "c3"]);
        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Digest.ShouldBe(Say.Digest);
    }

    [Fact]
    public async Task Drops_before_anything_new_send_the_same_cursor_however_many_they_are()
    {
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[..3]]),
            new Script(Say.Fin, Say.Greeting),
            new Script(Say.Fin),
            new Script(Say.Fin, Say.Greeting, ("""{"type":"heartbeat"}""", "c3")),
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[3..], Say.Done])
        );

        var seen = await RunAsync(transport);

        transport.Cursors.ShouldBe([null, "c3", "c3", "c3", "c3"]);
        seen.Digest.ShouldBe(Say.Digest);
    }

    [Fact]
    public async Task Neighbours_that_changed_places_need_no_repair()
    {
        var swapped = new[] { Say.Greeting, Say.Turn[0], Say.Turn[2], Say.Turn[1], Say.Turn[3], Say.Turn[4], Say.Done };
        var transport = new ScriptedTransport(new Script(Say.Fin, swapped));

        var seen = await RunAsync(transport);

        transport.Cursors.ShouldBe([null]);
        seen.Digest.ShouldBe(Say.Digest);
        seen.Outcomes[OutcomeKind.Buffered].ShouldBe(1);
    }

    [Fact]
    public async Task A_hole_that_stays_is_repaired_by_a_replay_from_before_it()
    {
        var transport = new ScriptedTransport(
            new Script(null, Say.Greeting, Say.Turn[0], Say.Turn[1], Say.Turn[3]),
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[2..], Say.Done])
        );

        var seen = await RunAsync(transport);

        transport.Cursors.ShouldBe([null, "c2"]);
        seen.Connections[0].Reason.ShouldBe(InterruptionKind.Hole);
        seen.Digest.ShouldBe(Say.Digest);
    }

    [Fact]
    public async Task A_completion_behind_a_hole_is_not_believed()
    {
        var transport = new ScriptedTransport(
            new Script(null, Say.Greeting, Say.Turn[0], Say.Turn[1], Say.Turn[2], Say.Turn[4]),
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[3..], Say.Done])
        );

        var seen = await RunAsync(transport, until: state => state.Turns.Count > 0 && state.InputEnabled);

        transport.Cursors.ShouldBe([null, "c3"]);
        seen.Digest.ShouldBe(Say.Digest);
    }

    [Fact]
    public async Task A_hole_that_every_replay_has_is_jumped_by_a_snapshot()
    {
        var holed = new Script(null, Say.Greeting, Say.Turn[0], Say.Turn[1], Say.Turn[3], Say.Turn[4]);
        var transport = new ScriptedTransport(
            holed,
            holed,
            new Script(Say.Fin, Say.Hello("reset"), Say.Snapshot(4, "c4"), Say.Turn[4], Say.Done)
        );

        var seen = await RunAsync(transport);

        transport.Cursors.ShouldBe([null, "c2", StreamRequest.AnyOtherCursor]);
        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Digest.ShouldBe(Say.Digest);
        seen.HasDiverged.ShouldBeFalse();
    }

    [Fact]
    public async Task A_payload_that_cannot_be_read_is_repaired()
    {
        var transport = new ScriptedTransport(
            new Script(null, Say.Greeting, Say.Turn[0], ("""{"type":"item.open","seq":2""", "c2")),
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[1..], Say.Done])
        );

        var seen = await RunAsync(transport);

        transport.Cursors.ShouldBe([null, "c1"]);
        seen.Digest.ShouldBe(Say.Digest);
    }

    [Fact]
    public async Task A_wrong_state_found_by_a_checkpoint_is_healed_by_a_snapshot_and_not_called_clean()
    {
        var wrong = Say.Event("""{"type":"text.append","seq":3,"turn":"t1","item":"i1","text":"Hallo "}""", 3);
        var check = Say.Event("""{"type":"checkpoint","seq":4,"digest":"sha256:00"}""", 4);
        var transport = new ScriptedTransport(
            new Script(null, Say.Greeting, Say.Turn[0], Say.Turn[1], wrong, check),
            new Script(Say.Fin, Say.Hello("reset"), Say.Snapshot(5, "c5"), Say.Done)
        );

        var seen = await RunAsync(transport);

        transport.Cursors.ShouldBe([null, StreamRequest.AnyOtherCursor]);
        seen.Digest.ShouldBe(Say.Digest);
        seen.HasDiverged.ShouldBeTrue();
    }

    [Fact]
    public async Task An_expired_cursor_is_replaced_by_history()
    {
        var gone = new StreamEnd(StreamEndKind.Refused, StreamSide.Server, "") { Status = 410 };
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[..2]]),
            new Script(gone),
            new Script(Say.Fin, Say.Greeting, Say.Turn[4], Say.Done)
        );

        var seen = await RunAsync(transport, requests: new ScriptedRequests(new ChatReply(200, Say.History(4))));

        transport.Cursors.ShouldBe([null, "c2", "c4"]);
        seen.Requests.ShouldHaveSingleItem().Name.ShouldBe("history");
        seen.Digest.ShouldBe(Say.Digest);
        seen.HasDiverged.ShouldBeFalse();
    }

    [Fact]
    public async Task A_list_drawn_from_the_updates_lives_through_a_drop_and_a_fetched_history()
    {
        var gone = new StreamEnd(StreamEndKind.Refused, StreamSide.Server, "") { Status = 410 };
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[..3]]),
            new Script(gone),
            new Script(Say.Fin, Say.Greeting, Say.Turn[4], Say.Done)
        );
        var drawn = new List<string>();
        var watch = new ClientWatch
        {
            OnItems = (updates, reducer) =>
                drawn.AddRange(
                    updates.Select(one => $"{one.Change} {one.Index}: {reducer.State.Items[one.Item].Text}")
                ),
        };

        await RunAsync(
            transport,
            parts => parts with { Watch = watch },
            new ScriptedRequests(new ChatReply(200, Say.History(4)))
        );

        drawn.ShouldBe(["Added 0: ", "Changed 0: Hello ", "Changed 0: Hello world", "Changed 0: Hello world"]);
    }

    [Fact]
    public async Task A_new_epoch_begins_with_its_snapshot_and_low_seqs_are_not_taken_for_old_ones()
    {
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[..4]]),
            new Script(Say.Fin, [Say.Hello("reset", epoch: 2), Say.Snapshot(2, "e2"), .. Say.Turn[2..], Say.Done])
        );

        var seen = await RunAsync(transport);

        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Digest.ShouldBe(Say.Digest);
        seen.LastSeq.ShouldBe(5);
    }

    [Fact]
    public async Task Trying_in_vain_is_given_up_with_what_there_is()
    {
        var nobody = new StreamEnd(StreamEndKind.Unreachable, StreamSide.Path, "");
        var transport = new ScriptedTransport(
            new Script(Say.Fin, [Say.Greeting, .. Say.Turn[..3]]),
            new Script(nobody)
        );

        var seen = await RunAsync(transport);

        (seen.Outcome, seen.Code).ShouldBe((ClientOutcome.GaveUp, "unreachable"));
        seen.LastSeq.ShouldBe(3);
        seen.InputEnabled.ShouldBeFalse();
        seen.Errors.ShouldHaveSingleItem().Code.ShouldBe("unreachable");
        transport.Cursors.Count.ShouldBe(Quick.MaxAttempts + 1);
    }
}
