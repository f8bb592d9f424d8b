using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using StreamBench.Protocol.Wire;
using StreamBench.Testing;
using StreamBench.Transports.Framing;

namespace StreamBench.Transports.Tests.Framing;

public sealed class EventStreamParserTests
{
    [Fact]
    public void All_vectors_are_there() => SseVector.Count.ShouldBe(86);

    [Theory]
    [MemberData(nameof(SseVector.Ids), MemberType = typeof(SseVector))]
    public void A_vector_in_one_piece_gives_its_events(string id)
    {
        var vector = SseVector.Find(id);
        var parser = new EventStreamParser();

        var frames = Frames.ReadWhole(parser, vector.Bytes);

        frames.ShouldBe(vector.Expected);
        parser.LastEventId.ShouldBe(vector.FinalLastEventId);
        ShouldRetry(parser, vector);
    }

    [Theory]
    [MemberData(nameof(SseVector.Ids), MemberType = typeof(SseVector))]
    public void A_vector_in_any_slicing_gives_the_same_events(string id)
    {
        var vector = SseVector.Find(id);

        foreach (var slices in Frames.EverySlicing(vector.Bytes))
        {
            var parser = new EventStreamParser();
            Frames.ReadAll(parser, slices).ShouldBe(vector.Expected);
            parser.LastEventId.ShouldBe(vector.FinalLastEventId);
            ShouldRetry(parser, vector);
        }
    }

    [Fact]
    public void Streams_made_by_chance_read_the_same_in_any_slicing()
    {
        var pieces = Gen.Elements(
            "data: a",
            "data:",
            "data",
            "id: 7",
            "id",
            "event: e",
            "retry: 5",
            ": c",
            "\n",
            "\r",
            "\r\n",
            "\uFEFF",
            "é👋",
            "\0"
        );
        var streams = pieces.ArrayOf().Select(all => Encoding.UTF8.GetBytes(string.Concat(all)));
        var cuts = Gen.Choose(1, 7);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                streams.Zip(cuts).ToArbitrary(),
                one =>
                    Frames
                        .ReadAll(new EventStreamParser(), Frames.Pieces(one.Item1, one.Item2))
                        .SequenceEqual(Frames.ReadWhole(new EventStreamParser(), one.Item1))
            )
        );
    }

    /// <summary>
    /// An independent reader, on vectors where .NET's follows the standard: it gives an empty <c>event:</c> the type "", lets the
    /// type of a block without data leak, and takes no id per event.
    /// </summary>
    [Theory]
    [MemberData(nameof(SseVector.Ids), MemberType = typeof(SseVector))]
    public void An_independent_reader_finds_the_same_data(string id)
    {
        var vector = SseVector.Find(id);

        var theirs = SseParser.Create(new MemoryStream(vector.Bytes)).Enumerate().Select(item => item.Data);

        Frames.ReadWhole(new EventStreamParser(), vector.Bytes).Select(frame => frame.Data).ShouldBe(theirs);
    }

    [Theory]
    [InlineData("data: a\r\r", "\ndata: b\r\n\r")]
    [InlineData("data: a\r\n\r", "\ndata: b\n\n")]
    public void An_event_ended_by_a_bare_CR_is_dispatched_at_once_and_only_once(string before, string after)
    {
        var parser = new EventStreamParser();

        var first = Frames.ReadWhole(parser, Encoding.UTF8.GetBytes(before));
        var second = Frames.ReadWhole(parser, Encoding.UTF8.GetBytes(after));

        first.ShouldHaveSingleItem().Data.ShouldBe("a");
        second.ShouldHaveSingleItem().Data.ShouldBe("b");
    }

    [Fact]
    public void The_id_of_a_half_received_event_is_never_seen()
    {
        var parser = new EventStreamParser();

        Frames.ReadWhole(parser, "id: c6\ndata: x\n\nid: c7\ndata: y\n"u8.ToArray());

        parser.LastEventId.ShouldBe("c6");
        parser.IsInsideFrame.ShouldBeTrue();
    }

    [Theory]
    [InlineData("data: 123456789\n\n")]
    [InlineData("data: 1234\ndata: 5678\n\n")]
    [InlineData("data: 12345678901234567890")]
    [InlineData("unknown: 1234567890")]
    public void An_event_over_its_bound_is_refused_whole_or_sliced(string stream)
    {
        foreach (var slices in Frames.EverySlicing(Encoding.UTF8.GetBytes(stream)))
        {
            Last(new EventStreamParser(maxEventBytes: 8), slices).ShouldBe(FramingStep.TooLarge);
        }
    }

    [Fact]
    public void A_comment_takes_no_memory_however_long_it_is()
    {
        var parser = new EventStreamParser(maxEventBytes: 64);
        var comment = Encoding.UTF8.GetBytes(":" + new string('x', 100_000));

        Frames.ReadAll(parser, Frames.Pieces(comment, 1000)).ShouldBeEmpty();
        var after = Frames.ReadWhole(parser, "\ndata: a\n\n"u8.ToArray());

        after.ShouldHaveSingleItem().Data.ShouldBe("a");
    }

    [Fact]
    public void Reading_allocates_nothing_for_a_stream_without_ids()
    {
        var parser = new EventStreamParser();
        var stream = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("data: {\"type\":\"heartbeat\"}\n\n", 100))
        );
        var frames = 0;

        var allocated = ThreadAllocations.LeastOf(() => frames = CountFrames(parser, stream));

        (frames, allocated).ShouldBe((100, 0));
    }

    private static int CountFrames(EventStreamParser parser, byte[] stream)
    {
        ReadOnlySpan<byte> input = stream;
        var frames = 0;
        while (parser.Read(ref input, out _) == FramingStep.Frame)
        {
            frames++;
        }

        return frames;
    }

    private static FramingStep Last(EventStreamParser parser, IEnumerable<ReadOnlyMemory<byte>> slices)
    {
        foreach (var slice in slices)
        {
            var input = slice.Span;
            if (parser.Read(ref input, out _) is var step && step != FramingStep.NeedsMore)
            {
                return step;
            }
        }

        return FramingStep.NeedsMore;
    }

    private static void ShouldRetry(EventStreamParser parser, SseVector vector)
    {
        if (vector.RetryMs.ValueKind == JsonValueKind.String)
        {
            parser.Retry.ShouldBe(EventStreamParser.LongestRetry); // all digits, more than anybody means
            return;
        }

        int? expected = vector.RetryMs.ValueKind == JsonValueKind.Null ? null : vector.RetryMs.GetInt32();
        parser.Retry.ShouldBe(expected is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null);
    }
}
