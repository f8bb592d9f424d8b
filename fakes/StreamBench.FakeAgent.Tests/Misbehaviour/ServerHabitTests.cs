using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.FakeAgent.Tests.Delivery;
using StreamBench.FakeAgent.Tests.Endpoints;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Testing;
using StreamBench.V1;

namespace StreamBench.FakeAgent.Tests.Misbehaviour;

/// <summary>Lagging history, few streams, small polls, slow starts, forgotten approvals.</summary>
public sealed class ServerHabitTests
{
    [Fact]
    public async Task History_may_be_some_events_behind_the_stream()
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c", behaviour: new AgentBehaviour { HistoryLag = 4 });
        var last = conversation.Journal.Window.LastSeq;

        var history = await World.ReadAsync(await world.Http.GetAsync("v1/conversations/c"));
        var call = await Listener.CallAsync(world, "History", new HistoryRequest { Conversation = "c" });

        history.GetProperty("cursor").GetString().ShouldBe($"1:{last - 4}");
        history.GetProperty("digest").GetString().ShouldBe(DigestAfter(conversation.Journal.Events(), last - 4));
        history.GetProperty("state").GetProperty("turns")[0].GetProperty("status").GetString().ShouldBe("open");
        call.End.ShouldBe("grpc 0");
        (await Listener.ListenAsync(world, "sse", $"1:{last - 4}")).Seqs.ShouldBe(
            $"{last - 3} {last - 2} {last - 1} {last}"
        );
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("?limit=1", 1)]
    [InlineData("?limit=3", 2)]
    public async Task A_page_of_history_has_no_more_turns_than_the_server_gives(string query, int turns)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c", "s-long", behaviour: new AgentBehaviour { HistoryTurns = 2 });

        var page = await World.ReadAsync(await world.Http.GetAsync("v1/conversations/c" + query));

        page.GetProperty("state").GetProperty("turns").GetArrayLength().ShouldBe(turns);
        page.GetProperty("before").GetString().ShouldBe($"t{4 - turns}");
    }

    [Fact]
    public void History_lags_at_most_to_the_start()
    {
        using var desk = new Desk();
        desk.Play();
        desk.Conversation.Behaviour = new AgentBehaviour { HistoryLag = 1_000 };

        desk.Conversation.History().Cursor.ShouldBe("1:0");
        desk.Conversation.Restart();
        desk.Conversation.History().Cursor.ShouldBe("2:1");
    }

    [Fact]
    public void Newest_stream_wins_and_the_oldest_is_told_of_the_limit()
    {
        using var desk = new Desk();
        var behaviour = new AgentBehaviour { MaxStreams = 1 };
        var first = desk.Subscribe(behaviour: behaviour);
        desk.Say("a");
        var before = Desk.Seqs(first);

        var second = desk.Subscribe("1:1");
        desk.Say("b");

        before.ShouldBe("hello 1");
        Desk.Collect(first).Single().Payload.ShouldBe(new Bye { Reason = "limit", RetryMs = 1_000 });
        Desk.Seqs(second).ShouldBe("hello 2");
    }

    [Theory]
    [InlineData("sse", "end")]
    [InlineData("ndjson", "end")]
    [InlineData("lp", "end")]
    [InlineData("ws", "close 1001")]
    [InlineData("grpc", "grpc 0")]
    public async Task Limit_of_streams_holds_on_every_wire(string wire, string end)
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", behaviour: new AgentBehaviour { MaxStreams = 1 });
        var first = Listener.ListenAsync(world, wire);
        await conversation.WhenSubscribedAsync(1, world.Watchdog);

        var second = Listener.ListenAsync(world, wire);
        await conversation.WhenSubscribedAsync(2, world.Watchdog);
        var heard = await first;
        conversation.Submit("hi", "m1");

        heard.End.ShouldBe(end);
        heard.Payloads[^1].ShouldBe("""{"type":"bye","reason":"limit","retryMs":1000}""");
        (await second).Seqs.ShouldStartWith("1");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Poll_brings_at_most_so_many_events_and_loses_none(int batch)
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c", behaviour: new AgentBehaviour { PollBatch = batch });
        var last = (int)conversation.Journal.Window.LastSeq;

        var answers = new List<string>();
        for (string? cursor = null; cursor != $"1:{last}"; cursor = $"1:{answers[^1].Split(' ')[^1]}")
        {
            answers.Add((await Listener.ListenAsync(world, "lp", cursor)).Seqs);
        }

        answers.ShouldAllBe(a => a.Split(' ').Length <= batch);
        answers[..^1].ShouldAllBe(a => a.Split(' ').Length == batch);
        string.Join(' ', answers).ShouldBe(string.Join(' ', Enumerable.Range(1, last)));
    }

    [Theory, EveryWire]
    public async Task Slow_head_and_slow_first_event_come_after_their_time(string wire)
    {
        foreach (
            var behaviour in new[]
            {
                new AgentBehaviour { HeadersDelayMs = 60_000 },
                new AgentBehaviour { FirstEventDelayMs = 60_000 },
            }
        )
        {
            var time = new ManualTime();
            await using var world = await World.OpenAsync(time: time);
            var conversation = world.Create("c", behaviour: behaviour);
            conversation.Submit("hi", "m1");
            time.Advance(TimeSpan.Zero);

            var heard = Listener.ListenAsync(world, wire);
            await time.WaitForTimerInAsync(TimeSpan.FromMinutes(1), world.Watchdog);
            time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
            var early = heard.IsCompleted;
            time.Advance(TimeSpan.FromTicks(1));

            early.ShouldBeFalse();
            (await heard).Seqs.ShouldStartWith("1 2 3");
        }
    }

    [Fact]
    public async Task Head_comes_at_once_where_only_the_first_event_is_slow()
    {
        var time = new ManualTime();
        await using var world = await World.OpenAsync(time: time);
        world.Create("c", behaviour: new AgentBehaviour { FirstEventDelayMs = 60_000 });

        (await world.GetAsync("c")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "cancelled")]
    public void Restarted_server_may_have_forgotten_what_it_asked(bool dropPending, string? decision)
    {
        using var desk = new Desk(script: "s-appr");
        desk.Play();
        var asked = desk.Conversation.Journal.Events().OfType<ApprovalRequest>().Single();

        desk.Conversation.Restart(dropPending);
        var snapshot = (Snapshot)desk.Conversation.Journal.Events()[0];
        desk.Time.Advance(TimeSpan.Zero);

        var approval = snapshot.State.GetProperty("approvals").GetProperty(asked.Approval);
        approval.GetProperty("decision").GetString().ShouldBe(decision);
        var reducer = new Reducer();
        foreach (var happening in desk.Conversation.Journal.Events())
        {
            reducer.Apply(happening);
        }

        reducer.State.NeedResync.ShouldBeFalse();
        var late = desk.Conversation.Decide(asked.Approval, "approved").Answer;
        late.ShouldBe(dropPending ? ScriptAnswer.Gone : ScriptAnswer.Accepted);
        desk.Time.Advance(TimeSpan.FromMinutes(5));
        desk.Conversation.IsFinished.ShouldBeTrue();
    }

    [Fact]
    public async Task Forgotten_approvals_are_there_over_http()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", "s-appr");
        conversation.Submit("hi", "m1");
        // Seq by seq: after the request nothing more comes, so who asks for one more than there is may wait for ever.
        for (var seq = 1; !conversation.Journal.Events().OfType<ApprovalRequest>().Any(); seq++)
        {
            await conversation.WhenJournalledAsync(seq, world.Watchdog);
        }

        var wrong = await world.PostAsync("c/restart?dropPending=yes", "");
        await world.PostAsync("c/restart?dropPending=true", "");
        var history = await World.ReadAsync(await world.Http.GetAsync("v1/conversations/c"));

        (await World.ErrorCodeAsync(wrong)).ShouldBe("bad_drop_pending");
        history.GetProperty("state").GetProperty("approvals").GetRawText().ShouldContain("\"decision\":\"cancelled\"");
    }

    private static string DigestAfter(IEnumerable<StreamEvent> events, long seq)
    {
        var reducer = new Reducer();
        foreach (var happening in events.Where(e => e.Seq <= seq))
        {
            reducer.Apply(happening);
        }

        return reducer.Digest();
    }
}
