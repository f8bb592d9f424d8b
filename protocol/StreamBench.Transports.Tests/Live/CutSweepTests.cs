using System.Text;
using StreamBench.FakeAgent.Conversations;
using StreamBench.Mutants;
using StreamBench.Protocol.Reduction;
using StreamBench.Testing;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Live;

public sealed class CutSweepTests
{
    public static TheoryData<string, CutKind> Cuts =>
        new(
            from transport in StreamTransports.Names
            from how in new[] { CutKind.Fin, CutKind.Rst }
            select (transport, how)
        );

    public static TheoryData<string> Transports => [.. StreamTransports.Names];

    /// <summary>At the bytes around the end of every event, and at 64 places spread over the whole response.</summary>
    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task One_digest_whatever_byte_the_first_connection_is_cut_at(string transport, CutKind how)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Played("s-tool");
        var response = await CaptureAsync(world, conversation, transport);

        foreach (var cut in Places(response))
        {
            var (seen, connections) = await RunAsync(world, conversation, transport, cut, how);

            seen.Outcome.ShouldBe(ClientOutcome.Ok, $"cut after byte {cut}");
            seen.Digest.ShouldBe(conversation.Journal.Read().Digest, $"cut after byte {cut}");
            // Nothing is missing, and nothing came twice: the cursor was exactly that of the last applied event.
            seen.Outcomes.Keys.ShouldBe([OutcomeKind.Applied], $"cut after byte {cut}");
            connections.ShouldBeGreaterThan(1, $"cut after byte {cut}");
        }
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_second_drop_before_anything_new_sends_the_same_cursor_again(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Played("s-tool");
        var response = await CaptureAsync(world, conversation, transport);
        var half = Boundaries(response).ElementAt(12);
        await using var relay = new CuttingRelay(world.Address(transport));
        relay.CutAfter(1, transport == "lp" ? response.Length - 1 : half + 2, CutKind.Fin);
        relay.CutAfter(2, 5, CutKind.Fin);
        relay.CutAfter(3, 5, CutKind.Rst);
        await using var client = world.Client("s-tool", transport, relay.Address);

        var seen = await client.RunAsync(cancellation: world.Watchdog);

        var cursors = seen.Connections.Select(connection => connection.Cursor).ToList();
        cursors.Count.ShouldBe(4);
        cursors[0].ShouldBeNull();
        cursors.Skip(1).Distinct().ShouldHaveSingleItem();
        if (transport == "lp")
        {
            cursors[1].ShouldBeNull("a batch that was cut is no batch");
        }
        else if (transport != "grpc")
        {
            // .NET's HTTP/2 stack may throw away what it had received when its connection breaks; the others never do.
            cursors[1].ShouldNotBeNull();
        }

        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_connection_that_falls_silent_is_left_for_another(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Played("s-tool");
        var response = await CaptureAsync(world, conversation, transport);
        await using var relay = new CuttingRelay(world.Address(transport));
        relay.CutAfter(1, Boundaries(response).ElementAt(5) + 2, CutKind.Stall);
        var config = AgentWorld.Quick with { IdleTimeout = TimeSpan.FromMilliseconds(200) };
        await using var client = new ChatClient(
            world.Parts("s-tool", transport, relay.Address, config),
            config,
            TimeProvider.System
        );

        var seen = await client.RunAsync(cancellation: world.Watchdog);

        seen.Connections[0].End.ShouldNotBeNull().Kind.ShouldBe(StreamEndKind.TimedOut);
        seen.Outcome.ShouldBe(ClientOutcome.Ok);
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_client_that_takes_the_end_for_an_answer_is_caught_at_every_clean_cut_in_mid_turn(
        string transport
    )
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Played("s-tool");
        var response = await CaptureAsync(world, conversation, transport);
        var boundaries = Boundaries(response).ToList();

        foreach (var cut in boundaries.SkipLast(1))
        {
            var (seen, _) = await RunAsync(world, conversation, transport, cut + 2, CutKind.Fin, EndIsAnswer);

            seen.Digest.ShouldNotBe(conversation.Journal.Read().Digest, $"cut after byte {cut + 2}");
        }
    }

    [Fact]
    public async Task A_client_that_forgets_its_cursor_and_applies_everything_doubles_text_at_the_second_drop()
    {
        await using var world = await AgentWorld.StartAsync();
        var conversation = world.Played("s-tool");
        var response = await CaptureAsync(world, conversation, "sse");
        await using var relay = new CuttingRelay(world.Address("sse"));
        relay.CutAfter(1, Boundaries(response).ElementAt(8) + 2, CutKind.Fin);
        relay.CutAfter(2, 5, CutKind.Fin);
        var parts = world.Parts("s-tool", "sse", relay.Address);
        await using var client = new ChatClient(
            parts with
            {
                Policy = new ForgetsCursor(parts.Policy),
                Decoder = new AppliesEverything(parts.Decoder),
            },
            AgentWorld.Quick,
            TimeProvider.System
        );

        var seen = await client.RunAsync(cancellation: world.Watchdog);

        seen.Connections[^1].Cursor.ShouldBeNull();
        seen.Digest.ShouldNotBe(conversation.Journal.Read().Digest);
    }

    private static ChatClientParts EndIsAnswer(ChatClientParts parts) =>
        parts with
        {
            Policy = new EofIsCompletion(parts.Policy),
        };

    private static async Task<(ClientObservation Seen, int Connections)> RunAsync(
        AgentWorld world,
        Conversation conversation,
        string transport,
        long cut,
        CutKind how,
        Func<ChatClientParts, ChatClientParts>? plant = null
    )
    {
        await using var relay = new CuttingRelay(world.Address(transport));
        relay.CutAfter(1, cut, how);
        var parts = world.Parts(conversation.Id, transport, relay.Address);
        await using var client = new ChatClient(plant?.Invoke(parts) ?? parts, AgentWorld.Quick, TimeProvider.System);
        var seen = await client.RunAsync(cancellation: world.Watchdog);
        return (seen, relay.Connections);
    }

    private static async Task<byte[]> CaptureAsync(AgentWorld world, Conversation conversation, string transport)
    {
        await using var relay = new CuttingRelay(world.Address(transport));
        await using var client = world.Client(conversation.Id, transport, relay.Address);
        var seen = await client.RunAsync(cancellation: world.Watchdog);
        seen.Digest.ShouldBe(conversation.Journal.Read().Digest);
        return relay.Captured(1);
    }

    private static IEnumerable<int> Places(byte[] response)
    {
        var around = Boundaries(response).SelectMany(end => new[] { end - 1, end, end + 1, end + 2, end + 4 });
        var spread = Enumerable.Range(1, 64).Select(n => response.Length * n / 65);
        return around.Concat(spread).Where(place => place > 0 && place < response.Length - 64).Distinct().Order();
    }

    /// <summary>Where the JSON of each event ends in the response, in bytes from its start.</summary>
    private static IEnumerable<int> Boundaries(byte[] response)
    {
        var text = Encoding.Latin1.GetString(response);
        for (var at = text.IndexOf("\"seq\":", StringComparison.Ordinal); at >= 0; )
        {
            var next = text.IndexOf("{\"type\":", at, StringComparison.Ordinal);
            yield return text.LastIndexOf('}', next < 0 ? text.Length - 1 : next) + 1;
            at = text.IndexOf("\"seq\":", at + 1, StringComparison.Ordinal);
        }
    }
}
