using System.Text;
using StreamBench.Protocol.Wire;
using StreamBench.Transports.Framing;

namespace StreamBench.Transports.Tests.Framing;

public sealed class JsonLinesFramingTests
{
    [Theory]
    [InlineData("{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}", "{\"a\":2}")]
    [InlineData("{\"a\":1}\r\n\r\n \n{\"a\":2}\r\n", "{\"a\":1}", "{\"a\":2}")]
    [InlineData("\n\n{\"t\":\"\u2028\\n\"}\n", "{\"t\":\"\u2028\\n\"}")]
    [InlineData("{\"a\":1}\n{\"a\":2}", "{\"a\":1}")]
    [InlineData("")]
    public void Lines_are_the_same_in_any_slicing(string stream, params string[] expected)
    {
        foreach (var slices in Frames.EverySlicing(Encoding.UTF8.GetBytes(stream)))
        {
            Frames.ReadAll(new JsonLinesFraming(), slices).Select(frame => frame.Data).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("{}\n", false)]
    [InlineData("{}\n{", true)]
    public void A_line_without_its_end_is_known(string stream, bool isInside)
    {
        var framing = new JsonLinesFraming();

        Frames.ReadWhole(framing, Encoding.UTF8.GetBytes(stream));

        framing.IsInsideFrame.ShouldBe(isInside);
    }

    [Fact]
    public void A_line_over_its_bound_is_refused()
    {
        ReadOnlySpan<byte> input = "123456789"u8;

        new JsonLinesFraming(maxEventBytes: 8).Read(ref input, out _).ShouldBe(FramingStep.TooLarge);
    }
}
