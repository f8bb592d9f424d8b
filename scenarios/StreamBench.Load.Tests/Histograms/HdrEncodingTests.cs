using FsCheck;
using FsCheck.Fluent;
using StreamBench.Load.Histograms;

namespace StreamBench.Load.Tests.Histograms;

public sealed class HdrEncodingTests
{
    [Fact]
    public void Decoding_gives_what_was_encoded()
    {
        Prop.ForAll(
                HistogramTests.Values.ToArbitrary(),
                values =>
                {
                    var histogram = HistogramTests.Of(values);

                    var decoded = HdrEncoding.Decode(HdrEncoding.Encode(histogram));

                    decoded.Slots.ShouldBe(histogram.Slots);
                    decoded.Count.ShouldBe(histogram.Count);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, "00")]
    [InlineData(1, "02")]
    [InlineData(-1, "01")]
    [InlineData(63, "7e")]
    [InlineData(64, "8001")]
    [InlineData(-65, "8101")]
    [InlineData(long.MaxValue, "feffffffffffffffff")]
    [InlineData(long.MinValue, "ffffffffffffffffff")]
    public void A_count_is_zigzag_leb128_of_at_most_nine_bytes(long value, string hex)
    {
        using var output = new MemoryStream();

        ZigZag.Write(output, value);

        Convert.ToHexStringLower(output.ToArray()).ShouldBe(hex);
        ReadOnlySpan<byte> bytes = output.ToArray();
        ZigZag.TryRead(ref bytes, out var read).ShouldBeTrue();
        read.ShouldBe(value);
        bytes.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData("not base64!", "not base64")]
    [InlineData("AAAA", "not a compressed HdrHistogram V2")]
    [InlineData("HISTFAAAAAR4nA==", "histogram")]
    public void What_is_no_histogram_is_refused_with_a_reason(string text, string reason) =>
        Should.Throw<InvalidDataException>(() => HdrEncoding.Decode(text)).Message.ShouldContain(reason);

    [Fact]
    public void A_histogram_that_was_cut_off_is_refused()
    {
        var text = HdrEncoding.Encode(HistogramTests.Of([1, 2, 3, 1_000_000, 5_000_000]));
        var bytes = Convert.FromBase64String(text);

        for (var cut = 8; cut < bytes.Length; cut++)
        {
            Should.Throw<InvalidDataException>(() => HdrEncoding.Decode(Convert.ToBase64String(bytes, 0, cut)));
        }
    }
}
