namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Rules on gRPC over HTTP/2 without TLS.</summary>
public sealed class GrpcTests
{
    private const int Events = 9;

    /// <summary>A message a frame; messages that keep to no frame; several in one; padding.</summary>
    public static TheoryData<string> Framings => ["apart", "across", "together", "padded"];

    private static byte[] Body(string framing) =>
        framing switch
        {
            "apart" => GrpcWire.Stream(1, Events)[GrpcWire.Headers(1).Length..],
            "across" => [.. GrpcWire.Frames(1, GrpcWire.Events(1, Events), 23), .. GrpcWire.Trailers(1)],
            "together" => [.. GrpcWire.Frames(1, GrpcWire.Events(1, Events), 100), .. GrpcWire.Trailers(1)],
            _ => [.. GrpcWire.Frames(1, GrpcWire.Events(1, Events), 60, padding: 7), .. GrpcWire.Trailers(1)],
        };

    private static byte[] Response(string framing) => [.. GrpcWire.Settings, .. GrpcWire.Headers(1), .. Body(framing)];

    private static byte[] Play(Rehearsal play, byte[] response, int slice = int.MaxValue)
    {
        play.Request(GrpcWire.Preface);
        play.Respond(response, slice);
        play.End();
        return [.. play.Received];
    }

    private static int[] Numbers(string rules, string framing = "apart") =>
        GrpcWire.Numbers(Play(new Rehearsal(rules), Response(framing)));

    [Theory, MemberData(nameof(Framings))]
    public void Without_a_rule_for_it_a_response_passes_byte_for_byte(string framing) =>
        Play(new Rehearsal("- { at: { connection: 2, index: 1 }, do: drop }"), Response(framing), slice: 11)
            .ShouldBe(Response(framing));

    [Theory, MemberData(nameof(Framings))]
    public void A_cut_after_any_event_leaves_whole_frames_that_end_with_it(string framing)
    {
        for (var k = 0; k <= Events; k++)
        {
            var play = new Rehearsal($"- {{ at: {{ index: {k} }}, do: cut, how: rst }}");

            var received = Play(play, Response(framing));

            GrpcWire.Content(received, 1).ShouldBe(GrpcWire.Events(1, k));
            GrpcWire.Read(received).ShouldNotContain(frame => frame.Type == -1);
            play.Actions.ShouldBe([$"Rst@{received.Length}"]);
        }
    }

    [Theory, MemberData(nameof(Framings))]
    public void A_cut_falls_on_any_byte_of_the_content(string framing)
    {
        var content = GrpcWire.Events(1, Events);
        for (var b = 0; b <= content.Length; b += 5)
        {
            var received = Play(new Rehearsal($"- {{ at: {{ byte: {b} }}, do: cut }}"), Response(framing), slice: 13);

            GrpcWire.Content(received, 1).ShouldBe(content[..b]);
        }
    }

    [Theory]
    [InlineData("- { at: { event: text.append, nth: 2 }, do: cut }", 6)]
    [InlineData("""- { at: { id: "1:4" }, do: cut }""", 4)]
    [InlineData("- { at: { before: text.append }, do: cut }", 2)]
    [InlineData("- { at: { before: end }, do: cut }", Events - 1)]
    [InlineData("- { at: { connection: 1, index: 5, per: connection }, do: cut }", 5)]
    [InlineData("- { at: { index: 5, per: path }, do: cut }", 5)]
    public void Types_and_ids_are_read_without_a_schema(string rule, int last)
    {
        foreach (var framing in new[] { "apart", "across", "together", "padded" })
            Numbers(rule, framing).ShouldBe(Enumerable.Range(1, last), framing);
    }

    [Theory, MemberData(nameof(Framings))]
    public void Events_are_left_out_repeated_moved_and_changed(string framing)
    {
        Numbers("- { at: { index: 1 }, do: drop }\n- { at: { before: end }, do: drop }", framing)
            .ShouldBe([2, 3, 4, 5, 6, 7, 8]);
        Numbers("- { at: { index: 2 }, do: duplicate, times: 2 }", framing).ShouldBe([1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9]);
        Numbers("- { at: { every: event }, do: swap }", framing).ShouldBe([2, 1, 4, 3, 6, 5, 8, 7, 9]);
        Numbers("- { at: { index: 1 }, do: delay, events: 3 }", framing).ShouldBe([2, 3, 4, 1, 5, 6, 7, 8, 9]);
        Numbers("""- { at: { index: 3 }, do: alter, find: '"n":3', with: '"n":3000000' }""", framing)[2]
            .ShouldBe(3_000_000);
        Numbers("- { do: shuffle, window: 9 }", framing).Order().ShouldBe(Enumerable.Range(1, Events));
        Numbers("- { do: shuffle, window: 9 }", framing).ShouldNotBe(Enumerable.Range(1, Events));
    }

    [Fact]
    public void More_change_than_flow_control_bears_is_refused()
    {
        var play = new Rehearsal("- { at: { every: event }, do: duplicate, times: 100 }");

        var numbers = GrpcWire.Numbers(Play(play, Response("apart")));

        numbers.Length.ShouldBeInRange(Events + 100, Events + 500);
        numbers.Distinct().ShouldBe(Enumerable.Range(1, Events));
        play.Log.ShouldContain(line =>
            line.Contains("What = stepped_aside") && line.Contains("HTTP/2 counts every byte")
        );
    }

    [Theory, MemberData(nameof(Framings))]
    public void Any_slicing_gives_the_same_bytes_and_actions(string framing)
    {
        const string rules = """
            - { at: { index: 2 }, do: drop }
            - { at: { event: text.append, nth: 2 }, do: duplicate }
            - { at: { every: 4 }, do: swap }
            - { at: { every: event, chance: 30% }, do: delay, for: 10ms, jitter: 10ms }
            - { at: { byte: 300 }, do: cut, how: rst }
            """;
        byte[] response = [.. GrpcWire.Settings, .. GrpcWire.Reply(3), .. GrpcWire.Headers(1), .. Body(framing)];
        (string, string) Sliced(int slice)
        {
            var play = new Rehearsal(rules);
            var bytes = Convert.ToHexString(Play(play, response, slice));
            return (bytes, string.Join('\n', [.. play.Actions, .. play.Log]));
        }
        var whole = Sliced(int.MaxValue);
        whole.Item2.ShouldContain("Rst@");

        for (var slice = 1; slice <= 120; slice++)
            Sliced(slice).ShouldBe(whole, $"in slices of {slice}");
    }

    [Fact]
    public void Slices_and_buffers_leave_the_events_whole()
    {
        Numbers("- { do: slice, size: 3 }", "across").ShouldBe(Enumerable.Range(1, Events));
        Numbers("- { do: buffer }", "together").ShouldBe(Enumerable.Range(1, Events));
        var play = new Rehearsal("- { do: buffer }");
        play.Request(GrpcWire.Preface);
        play.Respond([.. GrpcWire.Settings, .. GrpcWire.Headers(1), .. GrpcWire.Frames(1, GrpcWire.Events(1, 3))]);
        var held = GrpcWire.Numbers([.. play.Received]);

        play.Respond(GrpcWire.Trailers(1));

        held.ShouldBeEmpty();
        GrpcWire.Numbers([.. play.Received]).ShouldBe([1, 2, 3]);
        GrpcWire.Read([.. play.Received])[^1].Type.ShouldBe(1, "the trailers come last");
    }

    [Fact]
    public void A_time_cuts_a_silent_stream()
    {
        var play = new Rehearsal("- { at: { time: 2s }, do: cut }");
        play.Request(GrpcWire.Preface);
        play.Respond([.. GrpcWire.Settings, .. GrpcWire.Headers(1), .. GrpcWire.Frames(1, GrpcWire.Event(1))]);

        play.Wait(TimeSpan.FromSeconds(1.999));
        var early = play.IsCut;
        play.Wait(TimeSpan.FromMilliseconds(1));

        early.ShouldBeFalse();
        play.IsCut.ShouldBeTrue();
    }

    [Fact]
    public void Unary_calls_on_the_side_shift_nothing()
    {
        var play = new Rehearsal("- { at: { connection: 2, index: 2 }, do: cut, how: rst }");
        byte[] response =
        [
            .. GrpcWire.Settings,
            .. GrpcWire.Reply(1),
            .. GrpcWire.Stream(3, 5),
            .. GrpcWire.Reply(5),
            .. GrpcWire.Headers(7),
            .. GrpcWire.Frames(7, GrpcWire.Event(1)),
            .. GrpcWire.Reply(9),
            .. GrpcWire.Frames(7, GrpcWire.Events(2, 5)),
        ];

        var received = Play(play, response, slice: 17);

        GrpcWire.Numbers(received, 3).ShouldBe([1, 2, 3, 4, 5]);
        GrpcWire.Numbers(received, 7).ShouldBe([1, 2]);
        GrpcWire.Numbers(received, 9).ShouldBe([-1]);
        play.Actions.ShouldBe([$"Rst@{received.Length}"]);
    }

    [Fact]
    public void Messages_that_cannot_be_read_are_a_stream_from_the_second_on()
    {
        var play = new Rehearsal("- { at: { connection: 1, index: 3 }, do: cut }");
        var opaque = GrpcWire.Message([8, 1]);

        var received = Play(
            play,
            [
                .. GrpcWire.Settings,
                .. GrpcWire.Reply(1),
                .. GrpcWire.Headers(3),
                .. Enumerable.Range(0, 6).SelectMany(_ => GrpcWire.Frames(3, opaque)),
            ]
        );

        GrpcWire.Numbers(received, 3).Length.ShouldBe(3);
    }

    [Fact]
    public void Streams_side_by_side_meet_their_own_faults()
    {
        var rules = "- { at: { connection: 1, index: 2 }, do: drop }\n- { at: { connection: 2, index: 3 }, do: drop }";
        byte[] Both(int n) => [.. GrpcWire.Frames(1, GrpcWire.Event(n), 20), .. GrpcWire.Frames(3, GrpcWire.Event(n))];

        var received = Play(
            new Rehearsal(rules),
            [
                .. GrpcWire.Settings,
                .. GrpcWire.Headers(1),
                .. GrpcWire.Headers(3),
                .. Enumerable.Range(1, 4).SelectMany(Both),
            ]
        );

        GrpcWire.Numbers(received, 1).ShouldBe([1, 3, 4]);
        GrpcWire.Numbers(received, 3).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public void Data_that_ends_its_stream_still_does()
    {
        byte[] response =
        [
            .. GrpcWire.Settings,
            .. GrpcWire.Headers(1),
            .. GrpcWire.Frame(0, 1, 1, GrpcWire.Events(1, 2)),
        ];

        var received = Play(new Rehearsal("- { at: { index: 2 }, do: drop }"), response);

        GrpcWire.Numbers(received).ShouldBe([1]);
        GrpcWire
            .Read(received)[^1]
            .ShouldSatisfyAllConditions(frame => frame.Flags.ShouldBe(1), frame => frame.Payload.ShouldBeEmpty());
    }

    [Fact]
    public void A_large_message_passes_as_it_comes_and_counts()
    {
        var large = GrpcWire.Message([0x0A, 0x80, 0x80, 4, .. new byte[65_536]]);
        byte[] content = [.. GrpcWire.Event(1), .. large, .. GrpcWire.Events(3, 5)];

        var received = Play(
            new Rehearsal("- { at: { index: 3 }, do: cut }"),
            [.. GrpcWire.Settings, .. GrpcWire.Headers(1), .. GrpcWire.Frames(1, content)],
            slice: 1000
        );

        GrpcWire.Content(received, 1).ShouldBe([.. GrpcWire.Event(1), .. large, .. GrpcWire.Event(3)]);
    }

    [Fact]
    public void A_frame_of_16_MiB_is_not_collected()
    {
        var play = new Rehearsal("- { at: { index: 1 }, do: drop }");
        play.Request(GrpcWire.Preface);
        play.Respond([
            .. GrpcWire.Settings,
            .. GrpcWire.Headers(1),
            0xFF,
            0xFF,
            0xFF,
            0,
            0,
            0,
            0,
            0,
            1,
            0,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
        ]);
        var before = play.Received.Count;

        play.Respond(new byte[100_000], slice: 4096);

        (play.Received.Count - before).ShouldBe(100_000);
    }

    [Theory]
    [InlineData("hello there, this is no HTTP/2 at all")]
    [InlineData("\0\0\u0006\u0004\0\0 nearly")]
    [InlineData("\0")]
    public void Garbage_behind_the_preface_passes_and_meets_byte_rules(string garbage)
    {
        var play = new Rehearsal("- { at: { index: 1 }, do: drop }\n- { at: { byte: 20 }, do: cut }");
        play.Request(GrpcWire.Preface);

        play.Respond(garbage, slice: 2);
        play.End();

        System.Text.Encoding.UTF8.GetString([.. play.Received]).ShouldBe(garbage[..Math.Min(garbage.Length, 20)]);
        play.IsCut.ShouldBe(garbage.Length > 20);
    }

    /// <summary>The DATA frames of a stream, padding and all.</summary>
    private static byte[] Data(byte[] received, int stream) =>
        GrpcWire.Raw(received, frame => frame[3] == 0 && frame[8] == stream);

    [Fact]
    public void Random_frames_do_no_harm()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var frames = new List<byte>(GrpcWire.Settings);
            for (var i = 0; i < 30; i++)
            {
                var payload = new byte[random.Next(40)];
                random.NextBytes(payload);
                frames.AddRange(GrpcWire.Frame(random.Next(4), random.Next(16), random.Next(4), payload));
            }
            var play = new Rehearsal("- { at: { connection: 100, index: 1 }, do: drop }");

            var received = Play(play, [.. frames], slice: 1 + random.Next(60));

            // A first message that is not whole waits, and frames of other streams overtake it.
            for (var stream = 0; stream < 4; stream++)
                Data(received, stream).ShouldBe(Data([.. frames], stream), $"seed {seed}");
            received.Order().ShouldBe(frames.Order(), $"seed {seed}");
        }
    }

    [Fact]
    public void Streams_that_clients_cancelled_make_room_for_others()
    {
        const int cancelled = 3000;
        var play = new Rehearsal($"- {{ at: {{ connection: {cancelled + 1}, index: 2 }}, do: cut }}");
        play.Request(GrpcWire.Preface);
        play.Respond(GrpcWire.Settings);
        for (var i = 0; i < cancelled; i++)
            play.Respond(GrpcWire.Frames(1 + (2 * i), GrpcWire.Event(1)));

        play.Respond(GrpcWire.Frames(99_999, GrpcWire.Events(1, 3)));

        GrpcWire.Numbers([.. play.Received], 99_999).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_server_may_speak_first()
    {
        var play = new Rehearsal("- { at: { index: 2 }, do: cut }");
        play.Respond(GrpcWire.Settings, slice: 1);
        play.Request(GrpcWire.Preface);

        play.Respond(GrpcWire.Stream(1, 5));

        GrpcWire.Numbers([.. play.Received]).ShouldBe([1, 2]);
    }

    [Fact]
    public void Rules_set_within_a_stream_begin_at_its_next_event()
    {
        var play = new Rehearsal("- { at: { connection: 1, index: 2 }, do: drop }", isLate: true);

        for (var n = 5; n < 10; n++)
            play.Respond(GrpcWire.Frames(1, GrpcWire.Event(n)));

        GrpcWire.Numbers([.. play.Received]).ShouldBe([5, 7, 8, 9]);
    }

    [Fact]
    public void Rules_taken_away_let_everything_held_go()
    {
        var play = new Rehearsal("- { do: buffer }");
        play.Request(GrpcWire.Preface);
        var frame = GrpcWire.Frames(1, GrpcWire.Events(2, 4));
        play.Respond([
            .. GrpcWire.Settings,
            .. GrpcWire.Headers(1),
            .. GrpcWire.Frames(1, GrpcWire.Event(1)),
            .. frame[..50],
        ]);

        play.Detach();
        play.Respond([.. frame[50..], .. GrpcWire.Trailers(1)]);

        GrpcWire.Numbers([.. play.Received]).ShouldBe([1, 2, 3, 4]);
        GrpcWire.Read([.. play.Received])[^1].Type.ShouldBe(1);
    }
}
