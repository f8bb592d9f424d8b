using System.Text;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Framing;

namespace StreamBench.Transports.Tests.Framing;

public sealed class BatchFramingTests
{
    private const string Answer = """{"events":[{"type":"hello"},{"type":"x","seq":7},{"type":"y"}],"cursor":"1:7"} """;

    [Fact]
    public void An_answer_gives_the_same_events_in_any_slicing()
    {
        foreach (var slices in Frames.EverySlicing(Encoding.UTF8.GetBytes(Answer)))
        {
            Frames
                .ReadAll(new BatchFraming(), slices)
                .Select(frame => (frame.Data, frame.Id))
                .ShouldBe([
                    ("""{"type":"hello"}""", ""),
                    ("""{"type":"x","seq":7}""", "1:7"),
                    ("""{"type":"y"}""", ""),
                ]);
        }
    }

    [Theory]
    [InlineData("""{"events":[{"type":"x"}]}""", false)]
    [InlineData("""{"events":[{"type":"x"}]""", true)]
    [InlineData("<html>", true)]
    [InlineData("", false)]
    public void What_is_no_whole_answer_shows_at_its_end(string answer, bool isInside)
    {
        var framing = new BatchFraming();

        var frames = Frames.ReadWhole(framing, Encoding.UTF8.GetBytes(answer));

        (framing.IsInsideFrame, frames.Count).ShouldBe((isInside, isInside || answer.Length == 0 ? 0 : 1));
    }

    [Theory]
    [InlineData("""{"type":"bye","reason":"done"}""", true)]
    [InlineData("""{"type":"x","text":"{\"type\":\"bye\""}""", false)]
    public void A_goodbye_is_known(string last, bool isKnown)
    {
        var framing = new BatchFraming();

        Frames.ReadWhole(framing, Encoding.UTF8.GetBytes($$"""{"events":[{"type":"hello"},{{last}}]}"""));

        framing.SaysGoodbye.ShouldBe(isKnown);
    }

    [Theory]
    [InlineData(10, 1000)]
    [InlineData(1000, 10)]
    public void What_is_over_a_bound_is_refused(int maxEventBytes, int maxBatchBytes)
    {
        ReadOnlySpan<byte> input = """{"events":[{"type":"hello"}]}"""u8;

        new BatchFraming(maxEventBytes, maxBatchBytes).Read(ref input, out _).ShouldBe(FramingStep.TooLarge);
    }

    [Fact]
    public void A_second_object_is_no_answer()
    {
        var framing = new BatchFraming();
        Frames.ReadWhole(framing, Encoding.UTF8.GetBytes(Answer));
        ReadOnlySpan<byte> more = "{}"u8;

        framing.Read(ref more, out _).ShouldBe(FramingStep.Corrupt);
    }
}
