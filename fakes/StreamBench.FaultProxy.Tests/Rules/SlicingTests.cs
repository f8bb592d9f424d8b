using System.Text;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>However the network slices the input, the same bytes come out and the same is done.</summary>
public sealed class SlicingTests
{
    private const string Rules = """
        - { at: { index: 2 }, do: drop }
        - { at: { event: text.append, nth: 2 }, do: duplicate, times: 2 }
        - { at: { every: 4 }, do: swap }
        - { at: { id: "1:5" }, do: alter, find: tick, with: tock-tock }
        - { at: { every: event, chance: 30% }, do: delay, for: 10ms, jitter: 10ms }
        - { do: shuffle, window: 3 }
        - { at: { every: 3 }, do: inject, bytes: "hex:89027878" }
        - { at: { every: 5 }, do: fragment, size: 9, ping: true }
        - { at: { byte: 700 }, do: cut, how: rst }
        """;

    public static TheoryData<string> Wires => [.. Wire.Names];

    [Theory, MemberData(nameof(Wires))]
    public void Any_slicing_gives_the_same_bytes_and_actions(string transport)
    {
        var wire = new Wire(transport);
        var body = wire.Body(20);
        (string Bytes, string Actions) Play(int slice)
        {
            var play = new Rehearsal(Rules);
            return (
                Convert.ToHexString(play.Play(wire, body, slice)),
                string.Join('\n', [.. play.Actions, .. play.Log])
            );
        }
        var whole = Play(int.MaxValue);
        whole.Actions.ShouldContain("Rst@");

        for (var slice = 1; slice <= 200; slice++)
            Play(slice).ShouldBe(whole, $"in slices of {slice}");
    }

    [Fact]
    public void Line_ends_of_every_kind_and_mixed_give_the_same_events_in_any_slicing()
    {
        // CR, LF and CRLF, alone and mixed, with comments, a byte order mark, several data lines and a block without data.
        const string body =
            "\uFEFFdata: 1\n\n: ping\n\ndata: 2\r\rdata: 3\r\n\r\ndata: 4\r\ndata: more\r\n\r\nid: 5\n\nevent: x\ndata\n\ndata: 7\r\n\rdata: 8\n\n";
        var wire = new Wire("sse-until-close");
        var bytes = Encoding.UTF8.GetBytes(body);
        var expected =
            "\uFEFFdata: 1\n\n: ping\n\ndata: 3\r\n\r\ndata: 4\r\ndata: more\r\n\r\nid: 5\n\nevent: x\ndata\n\ndata: 8\n\n";

        for (var slice = 1; slice <= bytes.Length; slice++)
        {
            var received = new Rehearsal("- { at: { index: 2 }, do: drop }\n- { at: { index: 6 }, do: drop }").Play(
                wire,
                bytes,
                slice
            );

            Encoding.UTF8.GetString(wire.Content(received)).ShouldBe(expected, $"in slices of {slice}");
        }
    }

    [Theory, InlineData("\r\n"), InlineData("\n"), InlineData("\r")]
    public void A_cut_after_an_event_leaves_its_blank_line_whole(string line)
    {
        var wire = new Wire("sse-until-close");
        var events = $"data: 1{line}{line}data: 2{line}{line}";

        var received = new Rehearsal("- { at: { index: 1 }, do: cut }").Play(
            wire,
            Encoding.UTF8.GetBytes(events),
            slice: 1
        );

        Encoding.UTF8.GetString(wire.Content(received)).ShouldBe($"data: 1{line}{line}");
    }
}
