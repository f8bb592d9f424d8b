using System.Net;
using StreamBench.FakeAgent.Scripts;
using StreamBench.Testing;

namespace StreamBench.FakeAgent.Tests.Endpoints;

public sealed class RequestTests
{
    [Fact]
    public async Task Same_message_id_never_makes_a_second_turn()
    {
        await using var world = await World.OpenAsync();
        const string message = """{"text":"hi","clientMessageId":"m1"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.PostAsync("c/turns", message)));
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Accepted);
        bodies.Distinct().ShouldBe(["""{"turn":"t1","cursor":"1:0"}"""]);
        using var stream = await world.ListenAsync("c");
        (await stream.ReadAllAsync()).Count(b => b.Type == "turn.open").ShouldBe(1);
    }

    [Theory]
    [InlineData("odd", "S-TOOL")]
    [InlineData("any", "S-HELLO")]
    public async Task A_conversation_plays_what_its_id_says_where_nobody_names_a_script(string id, string script)
    {
        await using var world = await World.OpenAsync(options =>
            options with
            {
                ScriptOf = one => one == "odd" ? ShippedScripts.Find("s-tool") : null,
            }
        );

        await world.PostAsync($"{id}/turns", """{"text":"hi"}""");

        world.Server.Conversations.Find(id).ShouldNotBeNull().Script.Name.ShouldBe(script);
    }

    [Fact]
    public async Task New_message_reopens_a_finished_conversation_with_fresh_ids()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");

        var answer = await World.ReadAsync(await world.PostAsync("c/turns", """{"text":"again"}"""));
        using var stream = await world.ListenAsync("c", answer.GetProperty("cursor").GetString());
        var blocks = await stream.ReadAllAsync();

        answer.GetProperty("turn").GetString().ShouldBe("r2.t1");
        blocks[1].Type.ShouldBe("turn.open");
        blocks[1].Json.GetProperty("turn").GetString().ShouldBe("r2.t1");
        blocks[^1].Type.ShouldBe("bye");
    }

    [Fact]
    public async Task Post_that_accepts_events_streams_exactly_that_turn()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", "s-two");
        using (var first = await world.ListenAsync("c"))
        {
            conversation.Submit("hi", "m1");
            while ((await first.ReadAsync())!.Type != "turn.close") { }
        }

        async Task<List<SseBlock>> PostAsync(string json)
        {
            var answer = await world.PostAsync("c/turns", json, ("Accept", "text/event-stream"));
            return await new SseReader(await answer.Content.ReadAsStreamAsync(), world.Watchdog).ReadAllAsync();
        }

        var blocks = await PostAsync("""{"text":"And?","clientMessageId":"m9"}""");
        var again = await PostAsync("""{"text":"And?","clientMessageId":"m9"}""");

        blocks
            .Select(b => b.Type)
            .Where(t => t.StartsWith("turn", StringComparison.Ordinal))
            .ShouldBe(["turn.open", "turn.close"]);
        blocks[^1].Type.ShouldBe("bye");
        again.Where(b => b.Id is not null).ShouldBe(blocks.Where(b => b.Id is not null));
    }

    [Fact]
    public async Task Approval_is_decided_once()
    {
        await using var world = await World.OpenAsync();
        var approval = await PendingAsync(world);

        async Task<HttpStatusCode> DecideAsync(string decision, string key) =>
            (
                await world.PostAsync(
                    $"c/approvals/{approval}",
                    $$"""{"decision":"{{decision}}"}""",
                    ("Idempotency-Key", key)
                )
            ).StatusCode;

        (await DecideAsync("perhaps", "k0")).ShouldBe(HttpStatusCode.BadRequest);
        (await DecideAsync("approved", "k1")).ShouldBe(HttpStatusCode.OK);
        (await DecideAsync("approved", "k1")).ShouldBe(HttpStatusCode.OK);
        (await DecideAsync("approved", "k2")).ShouldBe(HttpStatusCode.OK);
        (await DecideAsync("rejected", "k3")).ShouldBe(HttpStatusCode.Conflict);
        (await DecideAsync("rejected", "k1")).ShouldBe(HttpStatusCode.Conflict);
        (await world.PostAsync("c/approvals/none", """{"decision":"approved"}""")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
        using var stream = await world.ListenAsync("c");
        (await stream.ReadAllAsync()).Count(b => b.Type == "approval.decision").ShouldBe(1);
        world.Server.Requests.Of("c").Select(r => r.IdempotencyKey).ShouldContain("k3");
    }

    [Fact]
    public async Task Expired_approval_is_gone()
    {
        var time = new ManualTime();
        await using var world = await World.OpenAsync(time: time);
        var conversation = world.Create("c", "s-appr");
        conversation.Submit("hi", null);
        time.Advance(TimeSpan.Zero);
        var request = conversation.Journal.Events().OfType<Protocol.Events.ApprovalRequest>().Single();

        time.Advance(TimeSpan.FromMinutes(11));
        var answer = await world.PostAsync($"c/approvals/{request.Approval}", """{"decision":"approved"}""");

        request.ExpiresAt.ShouldBe(request.At + 600_000);
        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        conversation.Journal.Events().OfType<Protocol.Events.ApprovalDecision>().Single().Decision.ShouldBe("expired");
    }

    [Fact]
    public async Task Cancel_ends_its_turn_and_no_other()
    {
        await using var world = await World.OpenAsync();
        await PendingAsync(world);

        (await world.PostAsync("c/turns/none/cancel", "")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await world.PostAsync("c/turns/t1/cancel", "")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await world.FinishAsync(world.Server.Conversations.Find("c")!);
        using var stream = await world.ListenAsync("c");
        var close = (await stream.ReadAllAsync()).Single(b => b.Type == "turn.close");

        close.Json.GetProperty("status").GetString().ShouldBe("cancelled");
        var finished = await world.PlayAsync("d");
        finished.Cancel("t1");
        (await world.PostAsync("d/turns/t1/cancel", "")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Tool_at_the_client_brings_its_result()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c", "s-ctool");
        using var stream = await world.ListenAsync("c");
        conversation.Submit("hi", null);
        SseBlock? call;
        do
        {
            call = await stream.ReadAsync();
        } while (call!.Type != "tool.call");

        var item = call.Json.GetProperty("item").GetString();
        var unknown = await world.PostAsync("c/items/none/result", """{"result":1}""");
        var answer = await world.PostAsync($"c/items/{item}/result", """{"result":{"city":"Bern"}}""");

        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var result = (await stream.ReadAllAsync()).Single(b => b.Type == "tool.result");
        result.Json.GetProperty("result").GetProperty("city").GetString().ShouldBe("Bern");
    }

    [Fact]
    public async Task History_is_the_fold_of_the_journal()
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c", "s-tool");
        var reducer = new Protocol.Reduction.Reducer();
        foreach (var happening in conversation.Journal.Events())
        {
            reducer.Apply(happening);
        }

        var history = await World.ReadAsync(await world.Http.GetAsync("v1/conversations/c"));

        history.GetProperty("digest").GetString().ShouldBe(reducer.Digest());
        history.GetProperty("cursor").GetString().ShouldBe($"1:{reducer.State.LastSeq}");
        System.Text.Json.JsonElement.DeepEquals(history.GetProperty("state"), reducer.ToStateJson()).ShouldBeTrue();
    }

    [Fact]
    public async Task History_comes_in_pages_newest_first()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c", "s-long");

        async Task<(string Turns, string? Before)> PageAsync(string query)
        {
            var page = await World.ReadAsync(await world.Http.GetAsync("v1/conversations/c" + query));
            var state = page.GetProperty("state");
            foreach (var item in state.GetProperty("items").EnumerateObject())
            {
                state.GetProperty("turns").GetRawText().ShouldContain(item.Value.GetProperty("turn").GetString()!);
            }

            return (
                string.Join(
                    ' ',
                    state.GetProperty("turns").EnumerateArray().Select(t => t.GetProperty("id").GetString())
                ),
                page.GetProperty("before").GetString()
            );
        }

        (await PageAsync("?limit=2")).ShouldBe(("t2 t3", "t2"));
        (await PageAsync("?limit=2&before=t2")).ShouldBe(("t1", null));
        (await world.Http.GetAsync("v1/conversations/c?before=none")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> PendingAsync(World world)
    {
        var conversation = world.Create("c", "s-appr");
        using var stream = await world.ListenAsync("c");
        conversation.Submit("hi", null);
        while (await stream.ReadAsync() is { } block)
        {
            if (block.Type == "approval.request")
            {
                return block.Json.GetProperty("approval").GetString()!;
            }
        }

        throw new InvalidOperationException("no approval was asked for");
    }
}
