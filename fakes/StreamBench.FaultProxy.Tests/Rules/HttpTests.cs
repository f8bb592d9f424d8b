using System.Text;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>HTTP around the events: several responses, other bodies, and bytes that are no HTTP.</summary>
public sealed class HttpTests
{
    private const string Sse =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Get = "GET /v1/conversations/c1/events HTTP/1.1\r\n\r\n";

    private static string Text(Rehearsal play) => Encoding.UTF8.GetString([.. play.Received]);

    private static string Json(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    [Fact]
    public void Each_response_of_a_connection_counts_its_own_events()
    {
        var play = new Rehearsal("- { at: { index: 2 }, do: drop }");
        var response = Sse + "10\r\ndata: 1\n\ndata: 2\r\n2\r\n\n\n\r\n0\r\n\r\n";
        play.Request(Get + Get);

        play.Respond(response);
        play.Respond(response);

        Text(play).ShouldBe(string.Concat(Enumerable.Repeat(Sse + "9\r\ndata: 1\n\n\r\n0\r\n\r\n", 2)));
    }

    [Fact]
    public void Events_can_be_counted_over_the_responses_of_a_connection()
    {
        var play = new Rehearsal("- { at: { index: 2, per: connection }, do: drop }");
        var response = Sse + "9\r\ndata: 1\n\n\r\n0\r\n\r\n";
        play.Request(Get + Get + Get);

        play.Respond(response);
        play.Respond(response);
        play.Respond(response);

        Text(play).ShouldBe(response + Sse + "0\r\n\r\n" + response);
    }

    [Fact]
    public void A_resumed_stream_on_the_same_connection_is_a_reconnect()
    {
        var play = new Rehearsal("- { at: { reconnect: 1, index: 1 }, do: drop }");
        var response = Sse + "9\r\ndata: 1\n\n\r\n0\r\n\r\n";
        play.Request(Get + Get);

        play.Respond(response);
        play.Respond(response);

        Text(play).ShouldBe(response + Sse + "0\r\n\r\n");
    }

    [Fact]
    public void Requests_on_the_side_do_not_shift_a_fault()
    {
        var play = new Rehearsal("- { at: { connection: 1, index: 1 }, do: cut, how: rst }");
        play.Request("POST /v1/conversations/c1/turns HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
        play.Respond(Json("{}"));

        play.Request(Get);
        play.Respond(Sse + "9\r\ndata: 1\n\n\r\n9\r\ndata: 2\n\n\r\n");

        Text(play).ShouldBe(Json("{}") + Sse + "9\r\ndata: 1\n\n\r\n");
        play.IsCut.ShouldBeTrue();
    }

    [Fact]
    public void A_long_poll_is_cut_inside_its_body_and_placed_by_its_path()
    {
        var play = new Rehearsal(
            "- { at: { connection: 2, path: '/v1/conversations/*/events', byte: 5 }, do: cut, how: rst }"
        );
        play.Request(Get + "GET /v1/conversations/c1 HTTP/1.1\r\n\r\n" + Get);

        play.Respond(Json("""{"events":[1]}"""));
        play.Respond(Json("""{"state":{}}"""));
        play.Respond(Json("""{"events":[2]}"""));

        Text(play).ShouldEndWith("Content-Length: 14\r\n\r\n{\"eve");
        play.IsCut.ShouldBeTrue();
    }

    [Fact]
    public void A_long_poll_is_held_until_it_is_whole_and_then_delayed_sliced_and_buffered()
    {
        var body = Json("""{"events":[1]}""");
        string[] Play(string rules)
        {
            var play = new Rehearsal(rules);
            play.Request(Get);
            play.Respond(body[..^7]);
            var held = play.Received.Count;
            play.Respond(body[^7..]);
            Text(play).ShouldBe(body);
            return [.. play.Actions, $"{play.Writes.Count} writes", $"{body.Length - held} late"];
        }

        Play("- { do: delay, for: 3s }").ShouldBe(["Wait 3000@0", "2 writes", $"{body.Length} late"]);
        Play("- { at: { byte: 4 }, do: delay, for: 3s }")
            .ShouldBe([$"Wait 3000@{body.Length - 10}", "4 writes", $"{body.Length} late"]);
        Play("- { do: slice }").ShouldBe(["15 writes", $"{body.Length} late"]);
        Play("- { do: buffer }").ShouldBe(["3 writes", $"{body.Length} late"]);
    }

    [Fact]
    public void A_body_of_announced_length_is_reordered_and_never_made_longer()
    {
        const string events = "data: 1\n\ndata: 2\n\n";
        var response = $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {events.Length}\r\n\r\n";
        var play = new Rehearsal("- { at: { index: 1 }, do: duplicate }\n- { at: { index: 1 }, do: swap }");
        play.Request(Get);

        play.Respond(response + events);

        Text(play).ShouldBe(response + "data: 2\n\ndata: 1\n\n");
        play.Log.ShouldContain(line => line.Contains("What = stepped_aside") && line.Contains("announced its length"));
    }

    [Fact]
    public void Trailers_and_an_answer_without_content_pass()
    {
        var play = new Rehearsal("- { at: { index: 9 }, do: drop }");
        var none = "HTTP/1.1 204 No Content\r\nContent-Type: text/event-stream\r\n\r\n";
        var head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 900\r\n\r\n";
        var early = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
        var trailers = Sse + "9\r\ndata: 1\n\n\r\n0\r\nX-Sum: 1\r\n\r\n";
        play.Request(Get + "HEAD /x HTTP/1.1\r\n\r\n" + Get);

        play.Respond(none + head + early + trailers, slice: 3);

        Text(play).ShouldBe(none + head + early + trailers);
    }

    [Theory]
    [InlineData("\u0016\u0003\u0001 a TLS hello")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("* OK some other protocol\r\n")]
    public void Bytes_that_are_no_HTTP_pass_and_meet_byte_rules_only(string hello)
    {
        var play = new Rehearsal("- { at: { index: 1 }, do: drop }\n- { at: { byte: 9 }, do: cut, how: rst }");
        play.Request(hello);

        play.Respond("\u0016\u0003 anything\n\ndata: 1\n\n", slice: 2);

        Text(play).ShouldBe("\u0016\u0003 anythi");
        play.Actions.ShouldBe(["Rst@9"]);
    }

    [Fact]
    public void Rules_set_within_a_stream_begin_at_its_next_event()
    {
        var play = new Rehearsal("- { at: { connection: 1, index: 2 }, do: drop }", isLate: true);

        play.Respond("9\r\ndata: 7\n\n\r\n");
        play.Respond("9\r\ndata: 8\n\n\r\n");
        play.Respond("9\r\ndata: 9\n\n\r\n");

        Text(play).ShouldBe("9\r\ndata: 7\n\n\r\n9\r\ndata: 9\n\n\r\n");
    }

    [Fact]
    public void Rules_taken_away_let_everything_held_go()
    {
        var play = new Rehearsal("- { do: buffer }");
        play.Request(Get);
        play.Respond(Sse + "c\r\ndata: 1\n\ndat\r\n");

        play.Detach();
        play.Respond("6\r\na: 2\n\n\r\n0\r\n\r\n");

        Encoding
            .UTF8.GetString(
                new Wire("sse-chunked").Content([
                    .. Encoding.UTF8.GetBytes(new Wire("sse-chunked").Head),
                    .. play.Received[Sse.Length..],
                ])
            )
            .ShouldBe("data: 1\n\ndata: 2\n\n");
    }

    [Fact]
    public void A_request_can_be_cut_once_it_was_read()
    {
        var play = new Rehearsal("- { at: { connection: 1, after: request }, do: cut, how: rst }");

        play.Request("POST /v1/conversations/c1/turns HTTP/1.1\r\nContent-Length: 0\r\n\r\n").ShouldNotContain("Rst");
        play.Request(Get).ShouldEndWith("Rst");
        play.Connect();
        play.Request(Get).ShouldNotContain("Rst");
    }

    [Fact]
    public void A_cut_can_come_right_after_the_headers()
    {
        var play = new Rehearsal("- { at: { connection: 1, after: headers }, do: cut }");
        play.Request(Get);

        play.Respond(Sse + "9\r\ndata: 1\n\n\r\n");

        Text(play).ShouldBe(Sse);
        play.Actions.ShouldBe([$"Fin@{Sse.Length}"]);
    }

    [Fact]
    public void A_request_to_a_path_can_be_delayed_and_one_beside_it_not()
    {
        var play = new Rehearsal("- { at: { direction: upstream, path: '*/cancel' }, do: delay, for: 2s }");

        play.Request("POST /turns HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}").ShouldStartWith("POST");
        play.Request("POST /turns/t1/cancel HTTP/1.1\r\nContent-Length: 0\r\n\r\n").ShouldStartWith("WaitPOST");
    }

    [Fact]
    public void A_stream_of_the_second_reconnect_is_found_by_its_number()
    {
        var play = new Rehearsal("- { at: { reconnect: 2, index: 1 }, do: cut }");
        var cuts = new List<bool>();
        for (var i = 0; i < 4; i++)
        {
            play.Connect();
            play.Request(Get);
            play.Respond(Sse + "9\r\ndata: 1\n\n\r\n");
            cuts.Add(play.IsCut);
        }

        cuts.ShouldBe([false, false, true, false]);
    }
}
