using System.Text;
using System.Text.Json;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Rules on the answers to long polls.</summary>
public sealed class LongPollTests
{
    private const string Get = "GET /v1/conversations/c1/events?cursor=x HTTP/1.1\r\n\r\n";

    public static TheoryData<bool> Codings => [false, true];

    private static string Element(int n) =>
        n == 0 ? "0" : $$"""{"type":"{{Wire.TypeOf(n)}}", "cursor":"1:{{n}}", "t":"]},\"[{", "n":{{n}}}""";

    private static string Json(int first, int last) =>
        $$"""{"cursor":"events", "x":{"events":[1]}, "events" : [ {{string.Join(" ,\n ", Enumerable.Range(first, last - first + 1).Select(Element))}} ], "more":[[]]}""";

    private static string Answer(string body, bool isChunked) =>
        isChunked
            ? "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
                + string.Concat(body.Chunk(17).Select(part => $"{part.Length:x}\r\n{new string(part)}\r\n"))
                + "0\r\n\r\n"
            : $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nX: 1\r\n\r\n{body}";

    private static string Play(Rehearsal play, string answer, int slice = int.MaxValue)
    {
        play.Request(Get);
        play.Received.Clear();
        play.Respond(answer, slice);
        return Encoding.UTF8.GetString([.. play.Received]);
    }

    private static int[] Numbers(string rules, bool isChunked)
    {
        var received = Play(new Rehearsal(rules), Answer(Json(1, 5), isChunked), slice: 31);
        return
        [
            .. JsonDocument
                .Parse(Body(received))
                .RootElement.GetProperty("events")
                .EnumerateArray()
                .Select(e => e.GetProperty("n").GetInt32()),
        ];
    }

    /// <summary>The body, whose length must be what the head says when it is whole.</summary>
    private static string Body(string received, bool isWhole = true)
    {
        var end = received.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var body = received[end..];
        if (!received.Contains("Content-Length", StringComparison.Ordinal))
            return Dechunk(body, isWhole);
        var announced = int.Parse(received.Split("Content-Length: ")[1].Split("\r\n")[0]);
        if (isWhole)
            announced.ShouldBe(body.Length);
        else
            announced.ShouldBeGreaterThan(body.Length);
        return body;
    }

    private static string Dechunk(string body, bool isWhole)
    {
        var content = new StringBuilder();
        while (body.Length > 0 && Convert.ToInt32(body[..body.IndexOf('\r')], 16) is > 0 and var size)
        {
            content.Append(body.AsSpan(body.IndexOf('\n') + 1, size));
            body = body[(body.IndexOf('\n') + 1 + size + 2)..];
        }
        body.ShouldBe(isWhole ? "0\r\n\r\n" : "");
        return content.ToString();
    }

    [Theory, MemberData(nameof(Codings))]
    public void Without_a_rule_for_it_an_answer_passes_byte_for_byte(bool isChunked)
    {
        var answer = Answer(Json(0, 5), isChunked);

        for (var slice = 1; slice < 60; slice++)
            Play(new Rehearsal("- { at: { connection: 2, index: 1 }, do: drop }"), answer, slice).ShouldBe(answer);
    }

    [Theory, MemberData(nameof(Codings))]
    public void A_cut_after_any_element_is_in_the_middle_of_the_JSON(bool isChunked)
    {
        for (var k = 1; k <= 5; k++)
        {
            for (var slice = 1; slice < 400; slice += 37)
            {
                var play = new Rehearsal($"- {{ at: {{ index: {k} }}, do: cut, how: rst }}");

                var received = Play(play, Answer(Json(1, 5), isChunked), slice);

                Body(received, isWhole: false).ShouldBe(Json(1, k)[..^" ], \"more\":[[]]}".Length]);
                play.Actions.ShouldBe([$"Rst@{received.Length}"]);
            }
        }
    }

    [Theory, MemberData(nameof(Codings))]
    public void Types_ids_and_the_end_are_places(bool isChunked)
    {
        string Cut(string at) =>
            Body(
                Play(new Rehearsal($"- {{ at: {{ {at} }}, do: cut }}"), Answer(Json(1, 9), isChunked)),
                isWhole: false
            );

        Cut("event: text.append, nth: 2").ShouldEndWith("\"n\":6}");
        Cut("id: '1:4'").ShouldEndWith("\"n\":4}");
        Cut("before: text.append").ShouldEndWith("\"n\":2}");
        Cut("before: end").ShouldEndWith("\"n\":8}");
        Cut("byte: 30").ShouldBe(Json(1, 9)[..30]);
    }

    [Theory, MemberData(nameof(Codings))]
    public void Elements_are_left_out_repeated_moved_and_changed_and_the_JSON_stays_right(bool isChunked)
    {
        Numbers("- { at: { index: 1 }, do: drop }", isChunked).ShouldBe([2, 3, 4, 5]);
        Numbers("- { at: { every: event }, do: drop }", isChunked).ShouldBeEmpty();
        Numbers("- { at: { index: 1 }, do: duplicate, times: 2 }", isChunked).ShouldBe([1, 1, 1, 2, 3, 4, 5]);
        Numbers("- { at: { every: event }, do: swap }", isChunked).ShouldBe([2, 1, 4, 3, 5]);
        Numbers("- { at: { index: 5 }, do: swap }", isChunked).ShouldBe([1, 2, 3, 4, 5]);
        Numbers("- { at: { index: 3 }, do: delay, events: 9 }", isChunked).ShouldBe([1, 2, 4, 5, 3]);
        Numbers("""- { at: { index: 2 }, do: alter, find: '"n":2', with: '"n":2002' }""", isChunked)
            .ShouldBe([1, 2002, 3, 4, 5]);
        Numbers("- { do: shuffle, window: 5 }", isChunked).Order().ShouldBe([1, 2, 3, 4, 5]);
        Numbers("- { do: slice, size: 2 }", isChunked).ShouldBe([1, 2, 3, 4, 5]);
        Numbers("- { do: buffer }", isChunked).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Theory, MemberData(nameof(Codings))]
    public void Any_slicing_gives_the_same_bytes_and_actions(bool isChunked)
    {
        const string rules = """
            - { at: { index: 2 }, do: drop }
            - { at: { event: text.append, nth: 2 }, do: duplicate }
            - { at: { every: 4 }, do: swap }
            - { at: { every: event, chance: 30% }, do: delay, for: 10ms, jitter: 10ms }
            - { at: { connection: 2, byte: 300 }, do: cut, how: rst }
            """;
        (string, string) Sliced(int slice)
        {
            var play = new Rehearsal(rules);
            var received =
                Play(play, Answer(Json(0, 9), isChunked), slice) + Play(play, Answer(Json(1, 9), isChunked), slice);
            return (received, string.Join('\n', [.. play.Actions, .. play.Log]));
        }
        var whole = Sliced(int.MaxValue);
        whole.Item2.ShouldContain("Rst@");

        for (var slice = 1; slice <= 120; slice++)
            Sliced(slice).ShouldBe(whole, $"in slices of {slice}");
    }

    [Fact]
    public void A_cut_behind_copies_still_breaks_the_body_off()
    {
        var play = new Rehearsal("- { at: { index: 1 }, do: duplicate, times: 50 }\n- { at: { index: 4 }, do: cut }");

        Body(Play(play, Answer(Json(1, 5), isChunked: false)), isWhole: false).ShouldEndWith("\"n\":4}");
    }

    [Fact]
    public void Events_of_a_conversation_count_over_its_answers()
    {
        var play = new Rehearsal("- { at: { index: 5, per: path }, do: cut }");
        play.Request("GET /v1/conversations/other/events HTTP/1.1\r\n\r\n");
        play.Respond(Answer(Json(1, 4), isChunked: true));

        Body(Play(play, Answer(Json(1, 2), isChunked: false))).ShouldBe(Json(1, 2));
        play.Connect();
        Body(Play(play, Answer(Json(3, 4), isChunked: true))).ShouldBe(Json(3, 4));
        Body(Play(play, Answer(Json(5, 9), isChunked: false)), isWhole: false).ShouldEndWith("\"n\":5}");
    }

    [Fact]
    public void Events_behind_a_cut_do_not_count()
    {
        var play = new Rehearsal(
            "- { at: { connection: 1, index: 2 }, do: cut }\n- { at: { index: 4, per: path }, do: cut, how: rst }"
        );
        Body(Play(play, Answer(Json(1, 9), isChunked: false)), isWhole: false).ShouldEndWith("\"n\":2}");
        play.Connect();

        Body(Play(play, Answer(Json(3, 9), isChunked: false)), isWhole: false).ShouldEndWith("\"n\":4}");
    }

    [Fact]
    public void Each_answer_opens_a_stream_and_other_JSON_does_not()
    {
        var play = new Rehearsal("- { at: { connection: 2, index: 1 }, do: cut }");
        foreach (
            var other in new[]
            {
                """{"state":{"events":[1]}}""",
                """{"events":{}}""",
                "[{\"events\":[]}]",
                "{\"events\":[1",
                "7",
            }
        )
            Play(play, Answer(other, isChunked: false)).ShouldEndWith(other);
        play.Request("POST /v1/events HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
        play.Respond(Answer(Json(1, 2), isChunked: false));
        Play(play, Answer(Json(1, 2), isChunked: true)).ShouldBe(Answer(Json(1, 2), isChunked: true));

        Body(Play(play, Answer(Json(3, 4), isChunked: false)), isWhole: false).ShouldEndWith("\"n\":3}");
    }

    [Theory, MemberData(nameof(Codings))]
    public void An_answer_above_the_bound_passes_as_it_came(bool isChunked)
    {
        var answer = Answer($$"""{"events":["{{new string('x', 1024 * 1024)}}"]}""", isChunked);

        Play(new Rehearsal("- { at: { index: 1 }, do: drop }"), answer, slice: 30_000).ShouldBe(answer);
    }

    [Fact]
    public void What_is_held_goes_when_the_rules_do_or_the_connection_ends()
    {
        var answer = Answer(Json(1, 3), isChunked: false);
        foreach (var ends in new[] { true, false })
        {
            var play = new Rehearsal("- { at: { index: 1 }, do: drop }");
            Play(play, answer[..^9]).ShouldBeEmpty();

            if (ends)
                play.End();
            else
                play.Detach();

            Encoding.UTF8.GetString([.. play.Received]).ShouldBe(answer[..^9]);
        }
    }
}
