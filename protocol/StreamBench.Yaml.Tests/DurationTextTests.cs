namespace StreamBench.Yaml.Tests;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1.5us", 0.0015)]
    [InlineData("180ms", 180)]
    [InlineData("1.5s", 1500)]
    [InlineData("2m", 120_000)]
    [InlineData("24h", 86_400_000)]
    public void A_duration_has_a_number_and_a_unit(string text, double milliseconds) =>
        DurationText.Parse(text).ShouldBe(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData(".5s")]
    [InlineData("5ms\n")]
    [InlineData("25h")]
    [InlineData("99999999999999999999999999h")]
    public void All_else_is_none(string text) => DurationText.Parse(text).ShouldBeNull();
}
