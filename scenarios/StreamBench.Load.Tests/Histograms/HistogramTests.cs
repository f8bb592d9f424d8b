using FsCheck;
using FsCheck.Fluent;
using StreamBench.Load.Histograms;

namespace StreamBench.Load.Tests.Histograms;

public sealed class HistogramTests
{
    [Theory]
    [InlineData(0L, 0, 0L, 1L)]
    [InlineData(2047L, 2047, 2047L, 1L)]
    [InlineData(2048L, 2048, 2048L, 2L)]
    [InlineData(2049L, 2048, 2048L, 2L)]
    [InlineData(4096L, 3072, 4096L, 4L)]
    [InlineData(100_000_000L, 17_909, 99_942_400L, 65_536L)]
    public void A_value_has_one_slot(long value, int slot, long lowest, long width)
    {
        HistogramLayout.SlotOf(value).ShouldBe(slot);
        HistogramLayout.LowestOf(slot).ShouldBe(lowest);
        HistogramLayout.WidthOf(slot).ShouldBe(width);
    }

    [Fact]
    public void Slots_lie_side_by_side_up_to_a_day()
    {
        for (var slot = 1; slot < HistogramLayout.SlotCount; slot++)
        {
            HistogramLayout.LowestOf(slot).ShouldBe(HistogramLayout.HighestOf(slot - 1) + 1);
        }

        HistogramLayout.HighestOf(HistogramLayout.SlotCount - 1).ShouldBeGreaterThan(HistogramLayout.HighestValue);
    }

    [Fact]
    public void Any_value_is_read_out_within_a_twentieth_of_a_percent()
    {
        Prop.ForAll(
                Between(0, HistogramLayout.HighestValue).ToArbitrary(),
                value =>
                {
                    var middle = HistogramLayout.MiddleOf(HistogramLayout.SlotOf(value));

                    return Math.Abs(middle - value) <= value / 2000.0 + 0.5;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_true_hundred_milliseconds_reads_as_one()
    {
        var histogram = new Histogram();
        for (var i = 0; i < 1000; i++)
        {
            histogram.Record(100_000_000 + i - 500);
        }

        histogram.Percentile(50).ShouldBeInRange(99_950_000, 100_050_000);
        histogram.Percentile(100).ShouldBe(100_000_499);
    }

    [Theory]
    [InlineData(50, 500)]
    [InlineData(99, 990)]
    [InlineData(99.9, 999)]
    [InlineData(99.99, 1000)]
    [InlineData(0.1, 1)]
    [InlineData(100, 1000)]
    public void A_percentile_is_the_nearest_rank(double percent, long expected)
    {
        var histogram = new Histogram();
        for (var value = 1; value <= 1000; value++)
        {
            histogram.Record(value);
        }

        histogram.Percentile(percent).ShouldBe(expected);
    }

    [Fact]
    public void Parts_added_are_the_whole()
    {
        Prop.ForAll(
                Values.ToArbitrary(),
                values =>
                {
                    var whole = Of(values);
                    var sum = Of(values.Where((_, i) => i % 3 == 0));
                    sum.Add(Of(values.Where((_, i) => i % 3 == 1)));
                    sum.Add(Of(values.Where((_, i) => i % 3 == 2)));

                    AssertSame(sum, whole);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Values_outside_the_range_count_at_its_edge_and_are_reported()
    {
        var histogram = new Histogram();

        histogram.Record(-5);
        histogram.Record(long.MaxValue);

        histogram.Count.ShouldBe(2);
        histogram.Clamped.ShouldBe(2);
        histogram.Min.ShouldBe(0);
        histogram.Max.ShouldBe(HistogramLayout.HighestValue);
    }

    [Fact]
    public void A_cleared_histogram_is_a_new_one()
    {
        var histogram = Of([1, 5_000, -3]);

        histogram.Clear();
        histogram.Record(7);

        AssertSame(histogram, Of([7]));
    }

    [Fact]
    public void Without_values_every_answer_is_zero()
    {
        var empty = new Histogram();

        empty.Percentile(99).ShouldBe(0);
        empty.Min.ShouldBe(0);
        empty.Max.ShouldBe(0);
    }

    internal static Gen<long[]> Values =>
        Gen.OneOf(Between(0, 5_000), Between(0, 2_000_000_000), Between(-10, HistogramLayout.HighestValue + 10))
            .ArrayOf();

    private static Gen<long> Between(long least, long most) =>
        from high in Gen.Choose(0, int.MaxValue)
        from low in Gen.Choose(0, int.MaxValue)
        select least + (((long)high << 31) | (uint)low) % (most - least + 1);

    internal static Histogram Of(IEnumerable<long> values)
    {
        var histogram = new Histogram();
        foreach (var value in values)
        {
            histogram.Record(value);
        }

        return histogram;
    }

    internal static void AssertSame(Histogram actual, Histogram expected)
    {
        actual.Slots.ShouldBe(expected.Slots);
        actual.Count.ShouldBe(expected.Count);
        actual.Min.ShouldBe(expected.Min);
        actual.Max.ShouldBe(expected.Max);
        actual.Clamped.ShouldBe(expected.Clamped);
    }
}
