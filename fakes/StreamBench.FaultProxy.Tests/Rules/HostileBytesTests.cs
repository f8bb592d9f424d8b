using System.Text;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Streams with bytes flipped, cut out and put in at random: nothing throws, and what no rule concerns stays as it was.</summary>
public sealed class HostileBytesTests
{
    private const int Rounds = 400;

    public static TheoryData<string> Wires => [.. Wire.Names];

    [Theory, MemberData(nameof(Wires))]
    public void Broken_streams_pass_untouched_where_no_rule_is_for_them(string transport)
    {
        var random = new Random(11);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Break(transport, random);
            var play = new Rehearsal(
                "- { at: { connection: 99, index: 1 }, do: drop }\n- { at: { connection: 99 }, do: slice }"
            );
            play.Request(new Wire(transport).Request);

            play.Respond(bytes, slice: random.Next(1, 100));
            play.End();

            play.Received.ToArray().AsSpan().SequenceEqual(bytes).ShouldBeTrue($"in round {round}");
        }
    }

    [Theory, MemberData(nameof(Wires))]
    public void Broken_streams_break_no_rule(string transport)
    {
        var random = new Random(12);
        for (var round = 0; round < Rounds; round++)
        {
            var play = new Rehearsal(
                """
                - { at: { event: tick, chance: 20% }, do: drop }
                - { at: { id: "1:3" }, do: alter, find: tick, with: hex:FF00FF }
                - { at: { every: 3 }, do: swap }
                - { at: { before: end }, do: duplicate }
                - { do: shuffle, window: 3 }
                """
            );
            play.Request(new Wire(transport).Request);

            play.Respond(Break(transport, random), slice: random.Next(1, 100));
            play.End();
        }
    }

    [Theory, MemberData(nameof(Wires))]
    public void Broken_streams_lose_nothing_to_rules_that_only_reorder(string transport)
    {
        var random = new Random(13);
        for (var round = 0; round < Rounds; round++)
        {
            var wire = new Wire(transport);
            var bytes = Break(transport, random, from: wire.Head.Length, coding: false);
            if (transport.EndsWith("chunked", StringComparison.Ordinal))
                bytes = [.. bytes[..wire.Head.Length], .. wire.Code(bytes[wire.Head.Length..])];
            var play = new Rehearsal(
                "- { do: shuffle, window: 4 }\n- { at: { every: 2 }, do: swap }\n- { do: buffer }"
            );
            play.Request(wire.Request);

            play.Respond(bytes, slice: random.Next(1, 100));
            play.End();

            var expected = wire.Content(bytes).Order();
            wire.Content([.. play.Received]).Order().SequenceEqual(expected).ShouldBeTrue($"in round {round}");
        }
    }

    /// <summary>A response of seven events, hurt in up to four places.</summary>
    private static byte[] Break(string transport, Random random, int from = 0, bool coding = true)
    {
        var wire = new Wire(transport);
        List<byte> bytes =
        [
            .. Encoding.UTF8.GetBytes(wire.Head),
            .. coding ? wire.Body(7) : Enumerable.Range(1, 7).SelectMany(wire.Event),
        ];
        for (var hurt = random.Next(4); hurt >= 0; hurt--)
        {
            var at = random.Next(from, bytes.Count);
            var length = Math.Min(random.Next(1, 20), bytes.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.Insert(at, "\r\n:{}\0\u007f"u8[random.Next(7)]);
                    break;
            }
            if (bytes.Count <= from)
                break;
        }
        return [.. bytes];
    }
}
