using System.Text;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Every rule on every transport that carries events, told by what an independent reader finds.</summary>
public sealed class EventRuleTests
{
    public static TheoryData<string> Wires => [.. Wire.Names];

    [Theory, MemberData(nameof(Wires))]
    public void Without_a_rule_for_it_a_stream_passes_byte_for_byte(string transport)
    {
        var wire = new Wire(transport);
        var body = wire.Body(9);

        var received = new Rehearsal("- { at: { connection: 2, index: 1 }, do: drop }").Play(wire, body, slice: 11);

        received.ShouldBe([.. Encoding.UTF8.GetBytes(wire.Head), .. body]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_cut_comes_right_after_its_event(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { index: 3 }, do: cut, how: rst }");

        var received = play.Play(wire, wire.Body(9));

        wire.Read(received).ShouldBe([1, 2, 3]);
        wire.Content(received).ShouldBe([.. Enumerable.Range(1, 3).SelectMany(wire.Event)]);
        play.Actions.ShouldBe([$"Rst@{received.Length}"]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_cut_at_index_0_lets_the_head_through_and_no_event(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal("- { at: { index: 0 }, do: cut }").Play(wire, wire.Body(3));

        Encoding.UTF8.GetString(received).ShouldBe(wire.Head);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_cut_counts_events_of_a_type(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal("- { at: { event: text.append, nth: 2 }, do: cut }").Play(wire, wire.Body(9));

        wire.Read(received).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_cut_finds_a_seq(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal("- { at: { seq: 4 }, do: cut }").Play(wire, wire.Body(9));

        wire.Read(received).ShouldBe([1, 2, 3, 4]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void What_acts_once_spares_the_next_connection(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { seq: 2, once: true }, do: drop }");

        wire.Read(play.Play(wire, wire.Body(3))).ShouldBe([1, 3]);
        play.Connect();
        wire.Read(play.Play(wire, wire.Body(3))).ShouldBe([1, 2, 3]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_cut_finds_an_id(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal("""- { at: { id: "1:4" }, do: cut }""").Play(wire, wire.Body(9));

        wire.Read(received).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void A_cut_finds_an_id_that_is_a_number_in_the_payload()
    {
        var wire = new Wire("ndjson");
        var body = Encoding.UTF8.GetBytes("{\"id\":3}\n{\"id\":40}\n{\"id\":4}\n{\"id\":5}\n");

        var received = new Rehearsal("""- { at: { id: "4" }, do: cut }""").Play(wire, wire.Code(body));

        Encoding.UTF8.GetString(received).ShouldContain("{\"id\":4}");
        Encoding.UTF8.GetString(received).ShouldNotContain("{\"id\":5}");
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_cut_falls_on_any_byte_of_the_body(string transport)
    {
        var wire = new Wire(transport);
        var content = Enumerable.Range(1, 4).SelectMany(wire.Event).ToArray();
        for (var b = 0; b <= content.Length; b++)
        {
            var received = new Rehearsal($"- {{ at: {{ byte: {b} }}, do: cut }}").Play(
                wire,
                wire.Code(content),
                slice: 13
            );

            wire.Content(received).ShouldBe(content[..b]);
        }
    }

    [Theory, MemberData(nameof(Wires))]
    public void Before_the_end_is_before_the_last_event(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal("- { at: { before: end }, do: cut }").Play(wire, wire.Body(5));

        wire.Read(received).ShouldBe([1, 2, 3, 4]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void Before_a_type_is_before_its_first_event(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal("- { at: { before: text.append }, do: cut }").Play(wire, wire.Body(9));

        wire.Read(received).ShouldBe([1, 2]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_time_cuts_a_silent_stream(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { time: 2s }, do: cut }");
        play.Request(wire.Request);
        play.Respond(wire.Head);

        play.Wait(TimeSpan.FromSeconds(1.999));
        var early = play.IsCut;
        play.Wait(TimeSpan.FromMilliseconds(1));

        early.ShouldBeFalse();
        play.IsCut.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_dropped_event_is_missing_and_the_rest_is_whole(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal(
            "- { at: { index: 2 }, do: drop }\n- { at: { event: text.append }, do: drop }"
        ).Play(wire, wire.Body(7));

        wire.Read(received).ShouldBe([1, 4, 5, 7]);
        if (transport.EndsWith("chunked", StringComparison.Ordinal))
            Wire.EndsWhole(received).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Wires))]
    public void The_last_event_can_be_dropped(string transport)
    {
        var wire = new Wire(transport);

        wire.Read(new Rehearsal("- { at: { before: end }, do: drop }").Play(wire, wire.Body(4))).ShouldBe([1, 2, 3]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_duplicate_follows_its_event(string transport)
    {
        var wire = new Wire(transport);

        wire.Read(new Rehearsal("- { at: { index: 2 }, do: duplicate, times: 2 }").Play(wire, wire.Body(3)))
            .ShouldBe([1, 2, 2, 2, 3]);
        wire.Read(new Rehearsal("- { at: { every: event }, do: duplicate }").Play(wire, wire.Body(3)))
            .ShouldBe([1, 1, 2, 2, 3, 3]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void The_last_events_come_again_after_each_third(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal("- { at: { every: 3 }, do: duplicate, last: 2 }").Play(wire, wire.Body(7));

        wire.Read(received).ShouldBe([1, 2, 3, 2, 3, 4, 5, 6, 5, 6, 7]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_swap_exchanges_neighbours(string transport)
    {
        var wire = new Wire(transport);

        wire.Read(new Rehearsal("- { at: { index: 2 }, do: swap }").Play(wire, wire.Body(4))).ShouldBe([1, 3, 2, 4]);
        wire.Read(new Rehearsal("- { at: { every: event }, do: swap }").Play(wire, wire.Body(5)))
            .ShouldBe([2, 1, 4, 3, 5]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_swap_without_a_neighbour_lets_go_after_a_while(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { index: 1 }, do: swap }");
        play.Request(wire.Request);
        play.Respond(wire.Head);
        if (transport.EndsWith("chunked", StringComparison.Ordinal))
            play.Respond($"{wire.Event(1).Length:x}\r\n");
        play.Respond(wire.Event(1));
        var held = play.Received.Count;

        play.Wait(TimeSpan.FromSeconds(1));

        held.ShouldBe(wire.Head.Length);
        wire.Read([.. play.Received]).ShouldBe([1]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_shuffle_keeps_to_its_windows_and_its_seed(string transport)
    {
        var wire = new Wire(transport);
        int[] Play(int seed) =>
            wire.Read(new Rehearsal("- { do: shuffle, window: 8 }", seed).Play(wire, wire.Body(20)));

        var order = Play(7);

        order[..8].Order().ShouldBe(Enumerable.Range(1, 8));
        order[8..16].Order().ShouldBe(Enumerable.Range(9, 8));
        order[16..].Order().ShouldBe(Enumerable.Range(17, 4));
        order.ShouldNotBe(Enumerable.Range(1, 20));
        Play(7).ShouldBe(order);
        Play(8).ShouldNotBe(order);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_delay_stands_in_front_of_its_event(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { index: 2 }, do: delay, for: 250ms }");

        var received = play.Play(wire, wire.Body(3));

        wire.Read(received).ShouldBe([1, 2, 3]);
        var before = int.Parse(play.Actions.ShouldHaveSingleItem().Split("Wait 250@")[1]);
        wire.Read(received[..before]).ShouldBe([1]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_delayed_event_is_overtaken_by_as_many_as_said(string transport)
    {
        var wire = new Wire(transport);

        wire.Read(new Rehearsal("- { at: { index: 1 }, do: delay, events: 3 }").Play(wire, wire.Body(5)))
            .ShouldBe([2, 3, 4, 1, 5]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_delay_until_the_reconnect_waits_for_a_connection(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { connection: 1, index: 2 }, do: delay, until: reconnect }");

        play.Play(wire, wire.Body(3));

        play.Actions.ShouldHaveSingleItem().ShouldStartWith("AwaitConnection@");
    }

    [Theory, MemberData(nameof(Wires))]
    public void An_altered_event_may_grow_and_shrink(string transport)
    {
        var wire = new Wire(transport);
        var rules = """
            - { at: { index: 1 }, do: alter, find: '"n":1', with: '"n":1001' }
            - { at: { index: 3 }, do: alter, find: '"cursor":"1:3",', with: '' }
            - { at: { index: 4 }, do: alter, find: 'cursor', with: 'hex:FFFF' }
            """;

        var received = new Rehearsal(rules).Play(wire, wire.Body(4));

        wire.Read(received)[..3].ShouldBe([1001, 2, 3]);
        wire.Content(received).AsSpan().IndexOf("\"\xFF\xFF\":"u8.ToArray()).ShouldBe(-1);
        wire.Content(received)
            .AsSpan()
            .IndexOf((ReadOnlySpan<byte>)[(byte)'"', 0xFF, 0xFF, (byte)'"'])
            .ShouldBePositive();
    }

    [Theory, MemberData(nameof(Wires))]
    public void Bytes_of_an_event_are_written_over(string transport)
    {
        var wire = new Wire(transport);

        var received = new Rehearsal("- { at: { index: 2 }, do: alter, offset: 5, with: 'hex:FF' }").Play(
            wire,
            wire.Body(2)
        );

        var expected = wire.Event(2);
        expected[wire.IsWebSocket ? 7 : 5] = 0xFF;
        wire.Content(received).ShouldBe([.. wire.Event(1), .. expected]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_slice_writes_few_bytes_at_a_time(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { index: 2 }, do: slice, size: 7, pause: 1ms }");

        var received = play.Play(wire, wire.Body(3));

        wire.Read(received).ShouldBe([1, 2, 3]);
        play.Actions.Count.ShouldBe((wire.Event(2).Length + 6) / 7);
        play.Writes.Count(size => size <= 7 + 5).ShouldBeGreaterThanOrEqualTo(play.Actions.Count);
    }

    [Theory, MemberData(nameof(Wires))]
    public void Everything_sliced_to_single_bytes_still_reads(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { do: slice }");

        wire.Read(play.Play(wire, wire.Body(5))).ShouldBe([1, 2, 3, 4, 5]);
        play.Writes.Count.ShouldBeGreaterThan(5 * wire.Event(1).Length);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_buffer_lets_go_at_the_end(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { do: buffer }");
        play.Request(wire.Request);
        play.Respond([.. Encoding.UTF8.GetBytes(wire.Head), .. wire.Body(5)[..^20]], slice: 10);
        var held = play.Received.Count;
        play.Respond(wire.Body(5)[^20..]);
        play.End();

        held.ShouldBe(wire.Head.Length);
        wire.Read([.. play.Received]).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_buffer_can_go_in_bursts(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { do: buffer, for: 500ms }");
        play.Request(wire.Request);
        play.Respond([.. Encoding.UTF8.GetBytes(wire.Head), .. wire.Body(9)[..^20]], slice: 10);
        var held = play.Received.Count;

        play.Wait(TimeSpan.FromMilliseconds(500));

        held.ShouldBe(wire.Head.Length);
        wire.Read([.. play.Received]).Length.ShouldBeGreaterThan(6);
    }

    [Theory, MemberData(nameof(Wires))]
    public void A_proper_end_looks_like_one(string transport)
    {
        var wire = new Wire(transport);
        var play = new Rehearsal("- { at: { index: 2 }, do: cut, how: end }");

        var received = play.Play(wire, wire.Body(5));

        play.Actions.ShouldBe([$"Fin@{received.Length}"]);
        wire.Read(received).ShouldBe([1, 2]);
        if (transport.EndsWith("chunked", StringComparison.Ordinal))
            Wire.EndsWhole(received).ShouldBeTrue();
        if (wire.IsWebSocket)
            received[^4..].ShouldBe([0x88, 2, 0x03, 0xE8]);
    }

    [Theory, MemberData(nameof(Wires))]
    public void The_same_seed_gives_the_same_bytes_and_the_same_log(string transport)
    {
        var wire = new Wire(transport);
        var rules = """
            - { at: { chance: 20% }, do: drop }
            - { at: { every: event, chance: 0.3 }, do: duplicate }
            - { do: shuffle, window: 4 }
            - { at: { every: event, chance: 10% }, do: delay, for: 1s, jitter: 1s }
            """;
        (byte[] Bytes, string Log) Play(long seed)
        {
            var play = new Rehearsal(rules, seed);
            var bytes = play.Play(wire, wire.Body(60));
            return (bytes, string.Join('\n', [.. play.Log, .. play.Actions]));
        }

        var first = Play(5);

        first.Log.ShouldContain("What = drop");
        Play(5).Bytes.ShouldBe(first.Bytes);
        Play(5).Log.ShouldBe(first.Log);
        Play(6).Log.ShouldNotBe(first.Log);
    }
}
