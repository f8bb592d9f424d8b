using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Transports.Tests.Live;

public sealed class ForeignCursorTests
{
    public static TheoryData<string> Transports => [.. StreamTransports.Names];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_cursor_of_another_conversation_is_answered_by_a_reset(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var foreign = world.Played("s-hello").Journal.CursorText(5);
        var own = world.Played("s-tool").Journal;

        var payloads = await ReadAsync(world, "s-tool", transport, foreign);

        payloads[0].ShouldBeOfType<Hello>().Resume.ShouldBe(ResumeMode.Reset);
        payloads[1].ShouldBeOfType<Snapshot>();
        Fold(payloads).ShouldBe(own.Read().Digest);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task A_cursor_of_another_conversation_is_refused_where_configured(string transport)
    {
        await using var world = await AgentWorld.StartAsync();
        var foreign = world.Played("s-hello").Journal.CursorText(5);
        world.Played("s-tool", new AgentBehaviour { RefusesOldCursors = true });
        var parts = world.Parts("s-tool", transport);

        await using var connection = await parts.Transport.OpenAsync(new("s-tool", foreign), world.Watchdog);
        (await connection.ReadAsync(world.Watchdog)).ShouldBeFalse();

        connection.End.ShouldNotBeNull().Status.ShouldBe(410);
    }

    private static async Task<List<Payload>> ReadAsync(
        AgentWorld world,
        string conversation,
        string transport,
        string cursor
    )
    {
        var parts = world.Parts(conversation, transport);
        await using var connection = await parts.Transport.OpenAsync(new(conversation, cursor), world.Watchdog);
        var received = new List<Received>();
        while (await connection.ReadAsync(world.Watchdog))
        {
            parts.Decoder.Decode(connection.Current, received);
            if (received[^1] is { Payload: Bye } or { Payload: Snapshot })
            {
                break;
            }
        }

        return [.. received.Select(r => r.Payload.ShouldNotBeNull())];
    }

    private static string Fold(IEnumerable<Payload> payloads)
    {
        var reducer = new Reducer();
        foreach (var happening in payloads.OfType<StreamEvent>())
        {
            reducer.Apply(happening);
        }

        return reducer.Digest();
    }
}
