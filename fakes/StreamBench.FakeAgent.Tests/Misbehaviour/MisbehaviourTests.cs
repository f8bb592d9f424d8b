using System.Globalization;
using System.Net;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.FakeAgent.Tests.Delivery;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Misbehaviour;

public sealed class MisbehaviourTests
{
    [Fact]
    public void Ignored_cursor_replays_from_the_start()
    {
        using var desk = new Desk();
        desk.Say("a", "b", "c");

        Desk.Seqs(desk.Subscribe("1:2")).ShouldBe("hello 3");
        Desk.Seqs(desk.Subscribe("1:2", new AgentBehaviour { IgnoresCursor = true })).ShouldBe("hello 1 2 3");
    }

    [Fact]
    public void Replay_may_overlap_what_was_seen()
    {
        using var desk = new Desk();
        desk.Say("a", "b", "c", "d");

        Desk.Seqs(desk.Subscribe("1:3", new AgentBehaviour { ReplayOverlap = 2 })).ShouldBe("hello 2 3 4");
        Desk.Seqs(desk.Subscribe("1:1", new AgentBehaviour { ReplayOverlap = 2 })).ShouldBe("hello 1 2 3 4");
    }

    [Fact]
    public void Without_ids_nobody_can_resume()
    {
        using var desk = new Desk();
        desk.Say("a", "b");
        var subscription = desk.Subscribe(behaviour: new AgentBehaviour { SendsNoIds = true });

        Desk.Collect(subscription).ShouldAllBe(o => o.Cursor == null);
        subscription.Cursor.ShouldBeNull();
    }

    [Fact]
    public void Late_events_of_the_turn_before_come_inside_the_next()
    {
        using var desk = new Desk(script: "s-two");
        desk.Conversation.Behaviour = new AgentBehaviour { LateEvents = 3 };
        desk.Play();
        desk.Play();

        var events = desk.Conversation.Journal.Events().ToList();
        var opened = events.FindLastIndex(e => e is TurnOpen);

        events
            .Skip(opened)
            .Take(4)
            .Select(e => (e.Type, e.Turn))
            .ShouldBe([("turn.open", "t2"), ("text.append", "t1"), ("text.append", "t1"), ("turn.close", "t1")]);
        var reducer = new Protocol.Reduction.Reducer();
        events.ForEach(e => reducer.Apply(e));
        var clean = new Protocol.Reduction.Reducer();
        var seq = 0;
        foreach (var happening in events.Where((_, i) => i <= opened || i > opened + 3))
        {
            clean.Apply(happening with { Seq = ++seq });
        }

        reducer.Digest().ShouldBe(clean.Digest());
    }

    [Fact]
    public void Cancelled_turn_may_still_say_a_few_things()
    {
        using var desk = new Desk(new ConversationOptions(), "s-long");
        desk.Conversation.Behaviour = new AgentBehaviour { EventsAfterCancel = 2 };
        desk.Conversation.Submit(null, null);
        for (var i = 0; i < 10; i++)
        {
            desk.Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        var before = desk.Conversation.Journal.Window.LastSeq;
        desk.Conversation.Cancel("t1").ShouldBe(ScriptAnswer.Accepted);
        desk.Time.Advance(TimeSpan.FromSeconds(5));

        var after = desk.Conversation.Journal.Events().Skip((int)before).ToList();
        after.FindIndex(e => e is TurnClose).ShouldBe(2);
        after[2].ShouldBeOfType<TurnClose>().Status.ShouldBe("cancelled");
    }

    [Fact]
    public void Completion_may_never_come()
    {
        using var desk = new Desk();
        desk.Play();

        var types = Desk.Collect(desk.Subscribe(behaviour: new AgentBehaviour { NeverCompletes = true }))
            .Select(o => o.Payload.Type)
            .ToList();

        types.ShouldContain("item.close");
        types.ShouldNotContain("turn.close");
        types.ShouldNotContain("bye");
    }

    [Fact]
    public void Readers_may_steal_from_each_other()
    {
        using var desk = new Desk();
        var (one, two) = (
            desk.Subscribe(behaviour: new AgentBehaviour { ReadersSteal = true }),
            desk.Subscribe(behaviour: new AgentBehaviour { ReadersSteal = true })
        );

        desk.Say("a", "b");
        Desk.Seqs(one).ShouldBe("hello 1 2");
        desk.Say("c");
        Desk.Seqs(two).ShouldBe("hello 3");
        Desk.Seqs(one).ShouldBe("");
    }

    [Fact]
    public async Task Buffered_answer_comes_all_at_the_end()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", behaviour: new AgentBehaviour { BuffersUntilEnd = true });
        var waiting = world.GetAsync("c");
        await conversation.WhenSubscribedAsync(1, world.Watchdog);

        conversation.Inject(new TurnOpen { Turn = "t0" });
        waiting.IsCompleted.ShouldBeFalse();
        conversation.Inject(new TurnClose { Turn = "t0", Status = "completed" });
        using var stream = new SseReader(await (await waiting).Content.ReadAsStreamAsync(), world.Watchdog);

        (await stream.ReadAsync())!.Type.ShouldBe("hello");
        (await stream.ReadEventsAsync(2)).Select(b => b.Type).ShouldBe(["turn.open", "turn.close"]);
    }

    [Theory]
    [InlineData("text/html", "text/html")]
    [InlineData("", null)]
    public async Task Content_type_may_be_wrong(string configured, string? expected)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c", behaviour: new AgentBehaviour { ContentType = configured });

        (await world.GetAsync("c")).Content.Headers.ContentType?.ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Refused_requests_say_when_to_come_back_and_the_next_is_let_in(int status)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");
        var set = await world.PutAsync(
            "c/misbehaviour",
            $$"""{"refuse":{"times":2,"retryAfterSeconds":7,"status":{{status}} } }"""
        );

        var answers = new[] { await world.GetAsync("c"), await world.GetAsync("c"), await world.GetAsync("c") };

        set.StatusCode.ShouldBe(HttpStatusCode.OK);
        answers.Select(a => (int)a.StatusCode).ShouldBe([status, status, 200]);
        answers[0].Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
        world
            .Server.Requests.Of("c")
            .Where(r => r.Transport == "sse")
            .Select(r => r.Status)
            .ShouldBe([status, status, 200]);
    }

    [Fact]
    public async Task Retry_after_may_be_a_date()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync(
            "c",
            behaviour: new AgentBehaviour
            {
                Refuse =
                [
                    new Refusal
                    {
                        Status = 503,
                        RetryAfterSeconds = 60,
                        RetryAfterAsDate = true,
                    },
                ],
            }
        );

        var answer = await world.GetAsync("c");

        var date = DateTimeOffset.ParseExact(
            answer.Headers.GetValues("Retry-After").Single(),
            "R",
            CultureInfo.InvariantCulture
        );
        (date - world.Server.Requests.Of("c")[^1].Time).TotalSeconds.ShouldBeInRange(58, 60);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_keeps_path_and_cursor(int status)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync(
            "c",
            behaviour: new AgentBehaviour
            {
                Refuse =
                [
                    new Refusal
                    {
                        Status = status,
                        Times = 1,
                        Location = "{path}",
                    },
                ],
            }
        );

        using var stream = await world.ListenAsync("c", "1:9");

        (await stream.ReadEventsAsync(1))[0].Id.ShouldBe("1:10");
        world.Server.Requests.Of("c").Select(r => r.Status).ShouldBe([status, 200]);
    }

    [Fact]
    public async Task Misbehaviour_is_set_and_shown_over_http()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");
        const string wanted = """
            {"faults":[{"do":"drop","at":{"seq":3}}],"filters":["cost-meter"],"heartbeats":"event","refusesOldCursors":true}
            """;

        await world.PutAsync("c/misbehaviour", wanted);
        var shown = await World.ReadAsync(await world.Http.GetAsync("v1/conversations/c/misbehaviour"));
        using var stream = await world.ListenAsync("c");
        var blocks = await stream.ReadAllAsync();

        shown.GetProperty("heartbeats").GetString().ShouldBe("event");
        blocks.Select(b => b.Id).ShouldNotContain("1:3");
        blocks.ShouldContain(b => b.Type == "notice");
        (await world.GetAsync("c", cursor: "9:9")).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData("""{"ignoreCursor":true}""")]
    [InlineData("""{"faults":[{"do":"explode"}]}""")]
    [InlineData("""{"filters":["none"]}""")]
    [InlineData("""{"refuse":{"status":200}}""")]
    [InlineData("null and void")]
    public async Task Misspelt_misbehaviour_is_refused(string json)
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c");

        var answer = await world.PutAsync("c/misbehaviour", json);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await World.ErrorCodeAsync(answer)).ShouldBe("bad_misbehaviour");
        conversation.Behaviour.ShouldBe(AgentBehaviour.Correct);
    }

    [Fact]
    public async Task Readers_are_sent_away_in_mid_turn_and_may_come_back()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");
        using var stream = await world.ListenAsync("c");
        conversation.Inject(new TurnOpen { Turn = "t0" });
        await stream.ReadEventsAsync(1);

        (await world.PostAsync("c/bye?reason=never", "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await world.PostAsync("c/bye?reason=limit", "");
        var rest = await stream.ReadAllAsync();
        conversation.Inject(new TurnClose { Turn = "t0", Status = "completed" });
        using var resumed = await world.ListenAsync("c", "1:1");

        rest.Single().Data.ShouldBe("""{"type":"bye","reason":"limit","retryMs":1000}""");
        (await resumed.ReadEventsAsync(1))[0].Type.ShouldBe("turn.close");
    }

    [Fact]
    public async Task Restart_and_eviction_are_there_over_http()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");

        var evicted = await World.ReadAsync(await world.PostAsync("c/evict?keep=2", ""));
        var restarted = await World.ReadAsync(await world.PostAsync("c/restart", ""));

        evicted.GetProperty("firstSeq").GetInt64().ShouldBe(evicted.GetProperty("lastSeq").GetInt64() - 1);
        restarted.GetRawText().ShouldBe("""{"epoch":2,"firstSeq":1,"lastSeq":1}""");
    }
}
