using System.Net;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Tests.Endpoints;

public sealed class ResumeTests
{
    [Fact]
    public async Task Every_cursor_resumes_byte_for_byte()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c", "s-tool");
        using var first = await world.ListenAsync("c");
        var all = (await first.ReadAllAsync()).Where(b => b.Id is not null).ToList();

        for (var k = 0; k < all.Count - 1; k++)
        {
            using var resumed = await world.ListenAsync("c", all[k].Id);
            var blocks = await resumed.ReadAllAsync();

            blocks[0].Json.GetProperty("resume").GetString().ShouldBe("replay");
            blocks.Where(b => b.Id is not null).Select(b => b.Raw).ShouldBe(all.Skip(k + 1).Select(b => b.Raw));
        }
    }

    [Fact]
    public async Task Last_event_id_says_the_same_as_the_query()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");
        var request = new HttpRequestMessage(HttpMethod.Get, "v1/conversations/c/events");
        request.Headers.Add("Last-Event-ID", "1:9");

        var byHeader = await (await world.Http.SendAsync(request, world.Watchdog)).Content.ReadAsStringAsync();
        var byQuery = await (await world.GetAsync("c", cursor: "1:9")).Content.ReadAsStringAsync();

        byHeader.ShouldBe(byQuery);
        world.Server.Requests.Of("c").Select(r => r.Cursor).ShouldBe(["1:9", "1:9"]);
    }

    [Fact]
    public async Task Last_cursor_of_a_finished_conversation_ends_at_once()
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c");
        var last = conversation.Journal.CursorText(conversation.Journal.Window.LastSeq);

        var sse = await world.GetAsync("c", cursor: last);
        var lines = await (await world.GetAsync("c", "application/x-ndjson", last)).Content.ReadAsStringAsync();

        sse.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        lines.TrimEnd().Split('\n')[^1].ShouldBe("""{"type":"bye","reason":"done","retryMs":1000}""");
    }

    [Fact]
    public async Task Cursor_behind_the_window_gets_a_snapshot_and_then_the_rest()
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c", "s-tool");
        conversation.Evict(keep: 2);

        using var stream = await world.ListenAsync("c", "1:3");
        var blocks = await stream.ReadAllAsync();

        blocks.Select(b => b.Type).ShouldBe(["hello", "snapshot", "bye"]);
        blocks[0].Json.GetProperty("resume").GetString().ShouldBe("snapshot");
        blocks[1].Id.ShouldBe(conversation.Journal.CursorText(conversation.Journal.Window.LastSeq));
        Fold(blocks).ShouldBe(conversation.Journal.Read().Digest);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("1:1000000")]
    [InlineData("7:3")]
    [InlineData("0:0")]
    [InlineData("1:01")]
    [InlineData("1:99999999999999999999")]
    public async Task Unusable_cursor_is_a_stated_reset_never_a_silent_restart(string cursor)
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c");

        using var stream = await world.ListenAsync("c", cursor);
        var blocks = await stream.ReadAllAsync();

        blocks.Select(b => b.Type).ShouldBe(["hello", "snapshot", "bye"]);
        blocks[0].Json.GetProperty("resume").GetString().ShouldBe("reset");
        Fold(blocks).ShouldBe(conversation.Journal.Read().Digest);
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/json")]
    public async Task Unusable_cursor_is_refused_where_configured(string accept)
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c", behaviour: new AgentBehaviour { RefusesOldCursors = true });

        var answer = await world.GetAsync("c", accept, "9:9");

        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await World.ErrorCodeAsync(answer)).ShouldBe("cursor_expired");
    }

    [Fact]
    public async Task Readers_get_everything_each()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", "s-tool");
        using var one = await world.ListenAsync("c");
        using var two = await world.ListenAsync("c");

        conversation.Submit("hi", null);
        var (first, second) = (await one.ReadAllAsync(), await two.ReadAllAsync());

        first.Where(b => b.Id is not null).Count().ShouldBe((int)conversation.Journal.Window.LastSeq);
        second.Select(b => b.Data).ShouldBe(first.Select(b => b.Data));
    }

    [Fact]
    public async Task Turn_goes_on_while_nobody_listens()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");
        using (var stream = await world.ListenAsync("c"))
        {
            (await stream.ReadAsync())!.Type.ShouldBe("hello");
        }

        conversation.Submit("hi", null);
        await world.FinishAsync(conversation);
        using var resumed = await world.ListenAsync("c", "1:2");

        (await resumed.ReadAllAsync())
            .Count(b => b.Id is not null)
            .ShouldBe((int)conversation.Journal.Window.LastSeq - 2);
    }

    [Fact]
    public async Task Restarted_server_cuts_its_streams_and_begins_a_new_epoch_with_its_state()
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c", behaviour: new AgentBehaviour { NeverCompletes = true });
        var digest = conversation.Journal.Read().Digest;
        using var open = await world.ListenAsync("c");
        await open.ReadEventsAsync(3);

        conversation.Restart();
        await Should.ThrowAsync<IOException>(open.ReadAllAsync);
        conversation.Behaviour = AgentBehaviour.Correct;
        using var resumed = await world.ListenAsync("c", "1:3");
        var blocks = await resumed.ReadAllAsync();

        blocks[0].Json.GetProperty("epoch").GetInt32().ShouldBe(2);
        blocks[0].Json.GetProperty("resume").GetString().ShouldBe("reset");
        blocks[1].Id.ShouldBe("2:1");
        Fold(blocks).ShouldBe(digest);
    }

    [Fact]
    public async Task Cursors_may_look_like_anything()
    {
        var prefix = "e1:zz-0A=/+…\"" + new string('9', 900);
        await using var world = await World.OpenAsync(o =>
            o with
            {
                Conversations = new ConversationOptions
                {
                    Pace = 0,
                    Journal = new JournalOptions { CursorPrefix = prefix },
                },
            }
        );
        await world.PlayAsync("c");
        var lines = await (await world.GetAsync("c", "application/x-ndjson")).Content.ReadAsStringAsync();
        var cursor = PayloadReader.Read(System.Text.Encoding.UTF8.GetBytes(lines.Split('\n')[5])).Cursor!;

        using var resumed = await world.ListenAsync("c", Uri.EscapeDataString(cursor));

        cursor.ShouldBe(prefix + "1:5");
        (await resumed.ReadEventsAsync(1))[0].Id.ShouldBe(prefix + "1:6");
    }

    private static string Fold(IEnumerable<SseBlock> blocks)
    {
        var reducer = new Reducer();
        foreach (var block in blocks.Where(b => b.Id is not null))
        {
            reducer.Apply((StreamEvent)PayloadReader.Read(System.Text.Encoding.UTF8.GetBytes(block.Data!)).Payload!);
        }

        return reducer.Digest();
    }
}
