using System.Net.ServerSentEvents;
using System.Text;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Load.Tests.Engine.Scanning;

/// <summary>Any slicing gives the events of the whole; an independent reader or the generator says which these are.</summary>
public sealed class SlicedScanTests
{
    private static readonly string[] Lines =
    [
        "data: a",
        "data:",
        "data: {\"seq\":1,\"text\":\"a longer line of data that fills more than one vector of bytes\"}",
        "id: 7",
        "id",
        "event: note",
        ": a comment",
        "retry: 10",
        "nonsense",
    ];

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("mixed")]
    public void Sliced_server_sent_events_are_those_of_the_whole(string lineEnd)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var bytes = Encoding.UTF8.GetBytes(SseText(random, lineEnd));
            var whole = FrameCollector.Read(StreamFraming.ServerSentEvents, [bytes]);

            var sliced = FrameCollector.Read(
                StreamFraming.ServerSentEvents,
                Slices.Random(bytes, random, 1 + (seed % 90))
            );

            sliced.Frames.ShouldBe(whole.Frames, $"seed {seed}");
            sliced.LastId.ShouldBe(whole.LastId, $"seed {seed}");
        }
    }

    [Fact]
    public void The_parser_of_the_framework_reads_the_same_data()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var bytes = Encoding.UTF8.GetBytes(SseText(new Random(seed), "\n"));
            var expected = SseParser.Create(new MemoryStream(bytes)).Enumerate().Select(e => e.Data).ToList();

            var read = FrameCollector.Read(StreamFraming.ServerSentEvents, [bytes]);

            read.Frames.ConvertAll(f => f.Data).ShouldBe(expected, $"seed {seed}");
        }
    }

    [Fact]
    public void Sliced_json_lines_are_the_lines()
    {
        var lines = Enumerable
            .Range(0, 60)
            .Select(n => $"{{\"n\":{n},\"text\":\"{new string('x', n * 3)}\"}}")
            .ToList();
        var bytes = Encoding.UTF8.GetBytes(string.Join("\n", lines).Replace("9,", "9,\r\n", StringComparison.Ordinal));
        var expected = Encoding.UTF8.GetString(bytes).Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        for (var seed = 0; seed < 100; seed++)
        {
            var read = FrameCollector.Read(StreamFraming.JsonLines, Slices.Random(bytes, new Random(seed), 50));

            read.Finish().ShouldBeTrue();
            read.Frames.ConvertAll(f => f.Data).ShouldBe(expected, $"seed {seed}");
        }
    }

    [Fact]
    public void Sliced_web_socket_frames_are_the_messages()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var wire = new ServerFrames();
            for (var n = 0; n < 30; n++)
            {
                wire.Message(new string((char)('a' + (n % 26)), random.Next(400) * random.Next(3)), 1 + random.Next(4));
            }

            wire.Close(1000, "done");
            var slices = Slices.Random(wire.Bytes, random, 1 + (seed * 7 % 900));

            var read = FrameCollector.Read(StreamFraming.WebSocket, slices);

            read.Frames.ConvertAll(f => f.Data).ShouldBe(wire.Messages, $"seed {seed}");
            read.Controls.Count(c => c == "Ping are you there").ShouldBe(wire.Pings, $"seed {seed}");
            read.End.ShouldBe(ScanEnd.PeerClosed);
        }
    }

    private static string SseText(Random random, string lineEnd)
    {
        string[] ends = ["\n", "\r\n", "\r"];
        var text = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : "");
        for (var n = random.Next(60); n >= 0; n--)
        {
            text.Append(random.Next(3) == 0 ? "" : Lines[random.Next(Lines.Length)]);
            text.Append(lineEnd == "mixed" ? ends[random.Next(3)] : lineEnd);
        }

        return text.ToString();
    }
}
