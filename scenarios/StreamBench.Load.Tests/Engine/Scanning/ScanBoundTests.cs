using System.Text;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Tests.Engine.Scanning;

/// <summary>Hostile and broken bytes end in a stated way.</summary>
public sealed class ScanBoundTests
{
    [Theory]
    [InlineData(nameof(StreamFraming.ServerSentEvents), "data: 0123456789012345678901234567890123456789\n\n")]
    [InlineData(nameof(StreamFraming.JsonLines), "\"0123456789012345678901234567890123456789\"\n")]
    public void An_event_over_the_bound_is_too_large_however_it_is_sliced(string name, string text)
    {
        var framing = Enum.Parse<StreamFraming>(name);
        var bytes = Encoding.UTF8.GetBytes(text);

        FrameCollector.Read(framing, [bytes], maxEvent: 32).End.ShouldBe(ScanEnd.TooLarge);
        FrameCollector.Read(framing, Slices.Single(bytes), maxEvent: 32).End.ShouldBe(ScanEnd.TooLarge);
    }

    [Fact]
    public void An_announced_gibibyte_is_refused_at_its_head()
    {
        byte[] head = [0x81, 127, 0, 0, 0, 0, 0x40, 0, 0, 0];

        FrameCollector.Read(StreamFraming.WebSocket, [head]).End.ShouldBe(ScanEnd.TooLarge);
    }

    [Fact]
    public void A_length_that_would_overflow_is_too_large()
    {
        byte[] wire = [0x01, 1, (byte)'a', 0x80, 127, 255, 255, 255, 255, 255, 255, 255, 255];

        FrameCollector.Read(StreamFraming.WebSocket, [wire]).End.ShouldBe(ScanEnd.TooLarge);
    }

    [Fact]
    public void Fragments_over_the_bound_together_are_too_large()
    {
        var wire = new ServerFrames();
        wire.Message(new string('x', 60), fragments: 3);

        FrameCollector.Read(StreamFraming.WebSocket, [wire.Bytes], maxEvent: 50).End.ShouldBe(ScanEnd.TooLarge);
    }

    [Theory]
    [InlineData("C100", "a reserved bit")]
    [InlineData("818100000000", "a masked frame from a server")]
    [InlineData("8300", "an unknown opcode")]
    [InlineData("0900", "a fragmented ping")]
    [InlineData("897E0080", "a ping of 128 bytes")]
    [InlineData("8000", "a continuation of nothing")]
    [InlineData("01008100", "a message inside a message")]
    public void A_frame_that_breaks_the_rules_is_malformed(string hex, string because)
    {
        var read = FrameCollector.Read(StreamFraming.WebSocket, [Convert.FromHexString(hex)]);

        read.End.ShouldBe(ScanEnd.Malformed, because);
    }

    [Fact]
    public void Heartbeat_comments_without_a_blank_line_do_not_pile_up()
    {
        var heartbeats = Enumerable.Repeat(Encoding.UTF8.GetBytes(": ping\n"), 1000);

        FrameCollector.Read(StreamFraming.ServerSentEvents, heartbeats, maxEvent: 32).End.ShouldBe(ScanEnd.NeedsMore);
    }

    [Fact]
    public void An_id_longer_than_its_inline_room_stays_whole()
    {
        var id = new string('i', 100);
        var bytes = Encoding.UTF8.GetBytes($"id: {id}\ndata: 1\n\ndata: 2\n\n");

        var read = FrameCollector.Read(StreamFraming.ServerSentEvents, Slices.Single(bytes));

        read.Frames.ShouldBe([(id, "message", "1"), (id, "message", "2")]);
    }
}
