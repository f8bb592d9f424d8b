using System.Globalization;
using System.Net;
using System.Text;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Conversations;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;
using StreamBench.Testing;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Live;

/// <summary>Every dialect on every address that it declares: what arrives is what its projection leaves.</summary>
public sealed class DialectTests
{
    private static readonly string[] Scripts = ["s-hello", "s-tool", "s-par", "s-multi", "s-struct", "s-uni"];

    public static TheoryData<string, string> Addresses { get; } = [.. All()];

    /// <summary>Where nothing is replayed, a cut may cost what was in flight.</summary>
    public static TheoryData<string, string> ReplayingAddresses { get; } =
    [.. All().Where(one => DialectList.Find(one.Dialect)!.Recovery == RecoveryContract.ReplayAfterCursor)];

    public static TheoryData<string, string, string> AddressesAndScripts { get; } =
    [.. from address in All() from script in Scripts select (address.Dialect, address.Transport, script)];

    [Theory]
    [MemberData(nameof(AddressesAndScripts))]
    public async Task The_same_script_ends_in_the_projected_state(string dialect, string transport, string script)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create(script);
        await using var client = world.Client(script, DialectList.Find(dialect)!, transport);

        var seen = await TalkAsync(world, client, conversation);

        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        Projected.Seen(client).ShouldBe(Projected.Of(dialect, conversation));
    }

    [Theory]
    [MemberData(nameof(ReplayingAddresses))]
    public async Task Nothing_is_lost_or_doubled_whatever_byte_the_first_connection_is_cut_at(
        string dialect,
        string transport
    )
    {
        await using var world = await AgentWorld.StartAsync();
        var whole = await CutAsync(world, dialect, transport, "whole", int.MaxValue);

        for (var cut = 1; cut < whole.Bytes; cut += 5)
        {
            var run = await CutAsync(world, dialect, transport, $"c{cut}", cut);

            run.State.ShouldBe(whole.State, $"cut after byte {cut}");
        }
    }

    [Theory]
    [InlineData("ajo", "ws")]
    [InlineData("atmosphere", "ws")]
    [InlineData("atmosphere", "sse")]
    [InlineData("atmosphere", "streaming")]
    [InlineData("atmosphere", "lp")]
    [InlineData("atmosphere", "grpc")]
    public async Task An_approval_is_answered_in_the_dialects_own_words(string dialect, string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-appr");
        await using var client = world.Client("s-appr", DialectList.Find(dialect)!, transport);
        var running = client.RunAsync(HasEnded, world.Watchdog);
        await client.SubmitAsync(new ChatMessage("Delete it", "m1"));
        await client.WhenAsync(state => state.Approvals.Count == 1).WaitAsync(world.Watchdog);

        await client.DecideAsync(client.Read(reducer => reducer.State.Approvals[0].Id), Decisions.Approved);
        await running;

        Projected.Seen(client).ShouldBe(Projected.Of(dialect, conversation));
        conversation.Journal.Events().OfType<ApprovalDecision>().Single().Decision.ShouldBe(Decisions.Approved);
    }

    [Fact]
    public async Task An_official_client_is_greeted_with_padding_a_handshake_and_lengths()
    {
        await using var world = await AgentWorld.StartAsync();
        world.Played("s-uni");
        using var http = new HttpClient();
        const string Query =
            "X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=5.0.7&X-Atmosphere-Transport=sse"
            + "&X-Atmosphere-TrackMessageSize=true&X-atmo-protocol=true";

        var text = await http.GetStringAsync(
            new Uri(world.Address("sse"), $"/atmosphere/s-uni/sse?{Query}"),
            world.Watchdog
        );

        text.ShouldStartWith(new string(' ', 2000) + "\ndata:");
        var messages = text[2001..].Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries);
        messages[0].ShouldMatch("^data:41\\|[0-9a-f-]{36}\\|0\\|X\\|$");
        foreach (var message in messages)
        {
            var bar = message.IndexOf('|', StringComparison.Ordinal);
            int.Parse(message["data:".Length..bar], CultureInfo.InvariantCulture).ShouldBe(message.Length - bar - 1);
        }
    }

    [Fact]
    public async Task A_place_that_can_no_longer_be_replayed_is_refused_in_words()
    {
        await using var world = await AgentWorld.StartAsync();
        world.Played("s-tool").Evict();
        var parts = world.Parts("s-tool", DialectList.Find("ajo")!, "ws");

        await using var connection = await parts.Transport.OpenAsync(new("s-tool", "3"), world.Watchdog);
        (await connection.ReadAsync(world.Watchdog)).ShouldBeTrue();
        var words = Encoding.UTF8.GetString(connection.Current.Data.Span);
        (await connection.ReadAsync(world.Watchdog)).ShouldBeFalse();

        words.ShouldContain("\"cursor_expired\"");
        connection.End.ShouldNotBeNull().Code.ShouldBe(1008);
    }

    [Fact]
    public async Task Without_a_message_id_a_repeated_request_runs_the_turn_again()
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Create("s-hello");
        using var http = new HttpClient();
        var address = new Uri(world.Address("sse"), "/api/chat/stream?conversation=s-hello&message=Hi");

        var first = await http.GetStringAsync(address, world.Watchdog);
        var second = await http.GetStringAsync(address, world.Watchdog);

        first.ShouldContain("\"type\":\"done\"");
        second.ShouldContain("\"type\":\"done\"");
        conversation.Journal.Events().OfType<TurnOpen>().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_the_end_of_its_turn_is_told_that_there_is_no_more()
    {
        await using var world = await AgentWorld.StartAsync();
        world.Create("s-two"); // its second turn waits for another message
        using var http = new HttpClient();
        var address = new Uri(world.Address("sse"), "/api/chat/stream?conversation=s-two&message=Hi&message_id=m1");
        var turn = await http.GetStringAsync(address, world.Watchdog);
        var last = turn.Split('\n').Last(line => line.StartsWith("id: ", StringComparison.Ordinal));
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.Add("Last-Event-ID", last["id: ".Length..]);

        using var answer = await http.SendAsync(again, HttpCompletionOption.ResponseHeadersRead, world.Watchdog);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Ids_can_be_left_out()
    {
        await using var world = await AgentWorld.StartAsync();
        world.Create("s-hello");
        using var http = new HttpClient();
        var address = new Uri(world.Address("sse"), "/api/chat/stream?conversation=s-hello&message=Hi&message_id=m1");

        var with = await http.GetStringAsync(address, world.Watchdog);
        var without = await http.GetStringAsync(new Uri(address + "&ids=off"), world.Watchdog);

        with.ShouldContain("id: ");
        without.ShouldNotContain("id: ");
        without
            .Split('\n')
            .ShouldBe(with.Split('\n').Where(line => !line.StartsWith("id: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_request_without_its_members_is_refused_with_what_is_missing()
    {
        await using var world = await AgentWorld.StartAsync();
        using var http = new HttpClient();

        using var answer = await http.PostAsync(
            new Uri(world.Address("sse"), "/api/chat/stream"),
            new StringContent("""{"message":"Hi"}"""),
            world.Watchdog
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(world.Watchdog)).ShouldContain("conversation");
    }

    private static async Task<(string State, int Bytes)> CutAsync(
        AgentWorld world,
        string dialect,
        string transport,
        string id,
        int cut
    )
    {
        var conversation = world.Create("s-tool", id: id);
        await using var relay = new CuttingRelay(world.Address(transport));
        relay.CutAfter(1, cut, CutKind.Fin);
        await using var client = world.Client(id, DialectList.Find(dialect)!, transport, relay.Address);
        var seen = await TalkAsync(world, client, conversation);
        seen.Outcome.ShouldBe(ClientOutcome.Ok, id);
        var state = Projected.Seen(client);
        state.ShouldBe(Projected.Of(dialect, conversation), id);
        return (state, relay.Captured(1).Length);
    }

    // Says the first message and listens until its turn has ended.
    private static async Task<ClientObservation> TalkAsync(
        AgentWorld world,
        ChatClient client,
        Conversation conversation
    )
    {
        var running = client.RunAsync(HasEnded, world.Watchdog);
        await client.SubmitAsync(new ChatMessage("Hi", "m1"), world.Watchdog);
        AgentWorld.PlayOut(conversation);
        return await running;
    }

    private static bool HasEnded(ConversationState state) => state.Turns.Count > 0 && state.InputEnabled;

    private static IEnumerable<(string Dialect, string Transport)> All() =>
        from dialect in DialectList.All
        from endpoint in dialect.Endpoints
        select (dialect.Name, endpoint.Transport);
}
