using System.Text;
using StreamBench.FaultProxy.Rules;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>Past a bound a rule steps aside: not a byte is lost, and the log says so.</summary>
public sealed class LimitTests
{
    private static readonly Wire Sse = new("sse-until-close");

    private static byte[] Big(int n, int size) => Encoding.UTF8.GetBytes($"id: {n}\ndata: {new string('x', size)}\n\n");

    [Theory]
    [InlineData("- { at: { index: 2 }, do: drop }")]
    [InlineData("- { at: { index: 2 }, do: duplicate }")]
    [InlineData("- { at: { index: 2 }, do: swap }")]
    [InlineData("- { at: { index: 2 }, do: alter, find: x, with: y }")]
    public void An_event_above_a_mebibyte_passes_untouched(string rule)
    {
        byte[] body = [.. Big(1, 10), .. Big(2, FaultLimits.EventBytes), .. Big(3, 10)];
        var play = new Rehearsal(rule);

        var received = play.Play(Sse, body, slice: 32 * 1024);

        Sse.Content(received).AsSpan().SequenceEqual(body).ShouldBeTrue();
        play.Log.ShouldHaveSingleItem().ShouldContain("What = stepped_aside");
    }

    [Fact]
    public void A_cut_finds_the_end_of_an_event_above_a_mebibyte()
    {
        byte[] body = [.. Big(1, FaultLimits.EventBytes), .. Big(2, 10)];

        var received = new Rehearsal("- { at: { index: 1 }, do: cut }").Play(Sse, body, slice: 32 * 1024);

        Sse.Content(received).AsSpan().SequenceEqual(Big(1, FaultLimits.EventBytes)).ShouldBeTrue();
    }

    [Fact]
    public void A_buffer_that_would_hold_too_much_lets_go()
    {
        byte[] body = [.. Enumerable.Range(1, 10).SelectMany(n => Big(n, 500_000))];
        var play = new Rehearsal("- { do: buffer }");
        play.Request(Sse.Request);

        play.Respond([.. Encoding.UTF8.GetBytes(Sse.Head), .. body], slice: 32 * 1024);

        Sse.Content([.. play.Received]).AsSpan().SequenceEqual(body).ShouldBeTrue();
        play.Log[^1].ShouldContain("more than 4 MiB would be held");
    }

    [Fact]
    public void A_shuffle_that_would_hold_too_much_loses_nothing()
    {
        byte[] body = [.. Enumerable.Range(1, 20).SelectMany(n => Big(n, 900_000))];
        var play = new Rehearsal("- { do: shuffle, window: 64 }");

        var received = play.Play(Sse, body, slice: 32 * 1024);

        Sse.Content(received).Length.ShouldBe(body.Length);
        play.Log.ShouldContain(line => line.Contains("the window would hold more than 4 MiB"));
    }

    [Fact]
    public void Copies_of_one_read_are_bounded()
    {
        var body = Big(1, 900_000);
        var play = new Rehearsal("- { at: { index: 1 }, do: duplicate, times: 100 }");

        var received = play.Play(Sse, body);

        Sse.Content(received).AsSpan().SequenceEqual(body).ShouldBeTrue();
        play.Log.ShouldHaveSingleItem().ShouldContain("more than 16 MiB");
    }

    [Fact]
    public void Compressed_messages_are_counted_and_not_changed()
    {
        var wire = new Wire("websocket");
        var play = new Rehearsal("- { at: { index: 1 }, do: drop }\n- { at: { index: 2 }, do: cut }");
        var head = wire.Head.Replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n");
        play.Request(wire.Request);

        play.Respond([.. Encoding.UTF8.GetBytes(head), .. wire.Body(3)]);

        play.Received[head.Length..].ShouldBe([.. wire.Event(1), .. wire.Event(2)]);
        play.Log[0].ShouldContain("the messages are compressed");
    }

    [Fact]
    public void A_head_without_end_passes_as_bytes()
    {
        var play = new Rehearsal("- { at: { index: 1 }, do: drop }");
        var head = "HTTP/1.1 200 OK\r\n" + new string('x', 70_000);

        play.Respond(head, slice: 1000);

        Encoding.UTF8.GetString([.. play.Received]).ShouldBe(head);
    }

    [Fact]
    public void Fragments_of_a_message_are_one_event_and_control_frames_between_them_overtake()
    {
        var wire = new Wire("websocket");
        byte[] first = [0x01, 2, (byte)'{', (byte)'"'];
        byte[] ping = [0x89, 1, 7];
        byte[] last = [0x80, 1, (byte)'}'];
        byte[] next = [0x81, 1, (byte)'2'];
        var play = new Rehearsal("- { at: { index: 2 }, do: duplicate }");

        var received = play.Play(wire, [.. first, .. ping, .. last, .. next], slice: 1);

        wire.Content(received).ShouldBe([.. ping, .. first, .. last, .. next, .. next]);
    }

    [Fact]
    public void Control_frames_are_noted_and_nothing_is_changed()
    {
        var wire = new Wire("websocket");
        byte[] message = [0x81, 1, (byte)'2'];
        byte[] ping = [0x89, 2, (byte)'p', (byte)'7'];
        byte[] maskedPong = [0x8A, 0x82, 1, 2, 3, 4, 'p' ^ 1, '7' ^ 2];
        byte[] close = [0x88, 2, 0x03, 0xEA];
        var play = new Rehearsal("- { do: note }");

        var received = play.Play(wire, [.. message, .. ping, .. maskedPong, .. close], slice: 1);

        wire.Content(received).ShouldBe([.. message, .. ping, .. maskedPong, .. close]);
        play.Log.Select(line => line.Split("Detail = ")[1].TrimEnd(' ', '}'))
            .ShouldBe(["ping p7", "pong p7", "close 1002"]);
    }

    [
        Theory,
        InlineData("- { do: shuffle }"),
        InlineData("- { at: { index: 1 }, do: swap }"),
        InlineData("- { do: buffer }"),
        InlineData("- { at: { before: end }, do: duplicate }")
    ]
    public void Nothing_is_held_behind_a_close(string rule)
    {
        var wire = new Wire("websocket");
        var play = new Rehearsal(rule);
        byte[] close = [0x88, 2, 3, 0xE8];
        play.Request(wire.Request);

        play.Respond([.. Encoding.UTF8.GetBytes(wire.Head), .. wire.Event(1), .. close]);

        wire.Read([.. play.Received]).ShouldContain(1);
        play.Received[^4..].ShouldBe(close);
    }
}
