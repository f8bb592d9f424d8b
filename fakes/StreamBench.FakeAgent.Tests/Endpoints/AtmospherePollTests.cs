using System.Globalization;
using System.Net;
using StreamBench.FakeAgent.Delivery;

namespace StreamBench.FakeAgent.Tests.Endpoints;

/// <summary>Atmosphere's long-polling, request by request.</summary>
public sealed class AtmospherePollTests
{
    private const string First =
        "X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=5.0.7&X-Atmosphere-Transport=long-polling"
        + "&X-Atmosphere-TrackMessageSize=true&X-atmo-protocol=true";

    [Fact]
    public async Task A_handshake_is_the_whole_of_the_first_answer_and_names_the_client_from_then_on()
    {
        await using var world = await World.OpenAsync();
        await world.PlayAsync("c");

        var greeting = await AskAsync(world, "c", First);
        var id = Cut(greeting).Single().Split('|')[0];
        var messages = Cut(await AskAsync(world, "c", Back(id)));

        greeting.ShouldBe($"41|{id}|0|X|");
        messages[0].ShouldContain("X-Atmosphere-Run-Id");
        messages[^1].ShouldContain("\"type\":\"complete\"");
    }

    [Fact]
    public async Task A_poll_waits_for_something_to_be_said_and_the_next_one_brings_what_follows()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");
        conversation.HoldAfter(4);
        var waiting = AskAsync(world, "c", Back("me"));
        await world.WaitForSubscribersAsync(conversation, 1);
        waiting.IsCompleted.ShouldBeFalse();

        await SayAsync(world, "c", Back("me"), "Hi");
        var said = Cut(await waiting);
        conversation.Release();
        while (!said[^1].Contains("\"complete\"", StringComparison.Ordinal))
        {
            said = [.. said, .. Cut(await AskAsync(world, "c", Back("me")))];
        }

        said.ShouldBe(Cut(await AskAsync(world, "c", Back("somebody else"))));
    }

    [Fact]
    public async Task A_poll_that_its_client_gives_up_costs_nothing()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(world.Watchdog);
        var waiting = world.Http.GetAsync($"atmosphere/c/lp?{Back("me")}", patience.Token);
        await world.WaitForSubscribersAsync(conversation, 1);

        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        await world.WaitForSubscribersAsync(conversation, 0);
        conversation.Submit("Hi", "m1");
        await world.FinishAsync(conversation);

        Cut(await AskAsync(world, "c", Back("me"))).ShouldBe(Cut(await AskAsync(world, "c", Back("new"))));
    }

    [Fact]
    public async Task A_poll_that_has_waited_long_enough_is_answered_by_nothing_also_after_the_end()
    {
        await using var world = await World.OpenAsync(options => options with { LongPollWait = TimeSpan.Zero });
        await world.PlayAsync("c");

        var all = await AskAsync(world, "c", Back("me"));
        var nothing = await AskAsync(world, "c", Back("me"));

        all.ShouldNotBeEmpty();
        nothing.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("X-Atmosphere-tracking-id=0&X-Atmosphere-Transport=long-polling", 400, "bad_request")]
    [InlineData("", 400, "bad_request")]
    [InlineData("X-Atmosphere-tracking-id=me&X-Atmosphere-Transport=sse", 400, "bad_request")]
    [InlineData("X-Atmosphere-tracking-id=long&X-Atmosphere-Transport=long-polling", 400, "bad_request")]
    [InlineData(
        "X-Atmosphere-Transport=long-polling&X-atmo-protocol=true&X-Atmosphere-Framework=2.2.0",
        501,
        "bad_request"
    )]
    public async Task A_wrong_poll_is_told_what_is_wrong(string query, int status, string code)
    {
        await using var world = await World.OpenAsync();
        world.Create("c");

        var answer = await world.Http.GetAsync(
            "atmosphere/c/lp?" + query.Replace("=long&", $"={new string('x', 65)}&", StringComparison.Ordinal),
            world.Watchdog
        );

        ((int)answer.StatusCode).ShouldBe(status);
        (await World.ErrorCodeAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task A_poll_of_what_is_gone_or_was_never_there_is_refused()
    {
        await using var world = await World.OpenAsync();
        (await world.PlayAsync("c")).Evict();

        var unknown = await world.Http.GetAsync($"atmosphere/none/lp?{Back("me")}", world.Watchdog);
        var gone = await world.Http.GetAsync($"atmosphere/c/lp?{Back("me")}", world.Watchdog);

        (await World.ErrorCodeAsync(unknown)).ShouldBe("unknown_conversation");
        (await World.ErrorCodeAsync(gone)).ShouldBe("cursor_expired");
    }

    [Fact]
    public async Task A_client_too_many_to_be_remembered_is_told_so_and_the_others_go_on()
    {
        await using var world = await World.OpenAsync();
        var conversation = await world.PlayAsync("c");
        for (var i = 0; i < DialectViews.MaxClients; i++)
        {
            conversation.Views.TryRemember($"client {i}").ShouldBeTrue();
        }

        var refused = await world.Http.GetAsync($"atmosphere/c/lp?{Back("one more")}", world.Watchdog);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await World.ErrorCodeAsync(refused)).ShouldBe("too_many_clients");
        (await AskAsync(world, "c", Back("client 7"))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/__approval/apr_000000000000/approve", 404, "unknown_approval")]
    [InlineData("", 400, "bad_message")]
    public async Task What_cannot_be_granted_is_answered_in_words(string prompt, int status, string code)
    {
        await using var world = await World.OpenAsync();
        world.Create("c");

        var answer = await SayAsync(world, "c", Back("me"), prompt);

        ((int)answer.StatusCode).ShouldBe(status);
        (await World.ErrorCodeAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task A_heartbeat_says_nothing()
    {
        await using var world = await World.OpenAsync();
        var conversation = world.Create("c");

        (await SayAsync(world, "c", Back("me"), "X")).StatusCode.ShouldBe(HttpStatusCode.OK);

        conversation.Journal.Window.LastSeq.ShouldBe(0);
        conversation.IsFinished.ShouldBeFalse();
    }

    private static string Back(string id) =>
        $"X-Atmosphere-tracking-id={id}&X-Atmosphere-Transport=long-polling&X-Atmosphere-TrackMessageSize=true";

    private static async Task<string> AskAsync(World world, string conversation, string query)
    {
        using var answer = await world.Http.GetAsync($"atmosphere/{conversation}/lp?{query}", world.Watchdog);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        return await answer.Content.ReadAsStringAsync(world.Watchdog);
    }

    private static Task<HttpResponseMessage> SayAsync(World world, string conversation, string query, string prompt) =>
        world.Http.PostAsync($"atmosphere/{conversation}/lp?{query}", new StringContent(prompt), world.Watchdog);

    // A length counts UTF-16 code units, as strings here do.
    private static List<string> Cut(string body)
    {
        var messages = new List<string>();
        for (var at = 0; at < body.Length; )
        {
            var bar = body.IndexOf('|', at);
            var end = bar + 1 + int.Parse(body[at..bar], CultureInfo.InvariantCulture);
            messages.Add(body[(bar + 1)..end]);
            at = end;
        }

        return messages;
    }
}
