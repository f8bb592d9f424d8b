using System.Text;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Rules that come and go at any byte of a stream: none is lost, and none comes twice.</summary>
public sealed class RulesComeAndGoTests
{
    private const string IdleRule = "- { at: { index: 99 }, do: drop }";

    public static TheoryData<string> Wires => ["sse-until-close", "ndjson-until-close", "websocket"];

    [Theory, MemberData(nameof(Wires))]
    public void Rules_taken_away_at_any_byte_lose_none(string transport)
    {
        var wire = new Wire(transport);
        var content = Content(wire);

        for (var at = 0; at <= content.Length; at++)
        {
            var play = Playing(wire, IdleRule);
            play.Respond(content[..at]);
            play.Detach();

            wire.Content([.. play.Received]).ShouldBe(content[..at], $"at byte {at}");
        }
    }

    [Theory, MemberData(nameof(Wires))]
    public void Rules_put_in_place_anew_at_any_byte_change_none(string transport) =>
        ShouldPassUnchanged(transport, IdleRule);

    [Theory, MemberData(nameof(Wires))]
    public void Rules_that_begin_to_watch_at_any_byte_change_none(string transport) =>
        // Put in place anew they meet what is left of the stream as another one.
        ShouldPassUnchanged(transport, "- { at: { connection: 2, index: 99 }, do: drop }");

    private static void ShouldPassUnchanged(string transport, string rule)
    {
        var wire = new Wire(transport);
        var content = Content(wire);
        for (var at = 0; at <= content.Length; at++)
        {
            var play = Playing(wire, rule);
            play.Respond(content[..at]);
            play.Detach();
            play.Attach();
            play.Respond(content[at..]);
            play.Detach();

            wire.Content([.. play.Received]).ShouldBe(content, $"at byte {at}");
        }
    }

    /// <summary>Three events; as WebSocket messages one has a longer header, and one is masked.</summary>
    private static byte[] Content(Wire wire) =>
        wire.IsWebSocket
            ? [.. wire.Event(1), 0x82, 126, 0, 130, .. new byte[130], 0x81, 0x82, 1, 2, 3, 4, 5, 6]
            : [.. wire.Event(1), .. wire.Event(2), .. wire.Event(3)];

    private static Rehearsal Playing(Wire wire, string rule)
    {
        var play = new Rehearsal(rule);
        play.Request(wire.Request);
        play.Respond(Encoding.UTF8.GetBytes(wire.Head));
        return play;
    }
}
