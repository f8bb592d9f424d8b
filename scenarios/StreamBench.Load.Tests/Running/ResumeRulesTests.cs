using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Running;
using StreamBench.Load.Turns;
using StreamBench.Transports;

namespace StreamBench.Load.Tests.Running;

public sealed class ResumeRulesTests
{
    [Theory]
    [InlineData(StreamSide.Client, true)] // a storm
    [InlineData(StreamSide.Server, false)]
    [InlineData(StreamSide.Path, false)]
    public void Stream_that_has_not_begun_comes_back_only_where_the_break_was_planned(StreamSide side, bool comesBack)
    {
        var ending = new StreamEnding(StreamEndKind.Reset, side);

        var delay = ResumeRules.Delay(new StreamTurn(new SharedSpeech()), ending, lacksEvents: false, seed: 1);

        delay.HasValue.ShouldBe(comesBack);
    }

    [Fact]
    public void Engine_without_ports_does_not_try_again() =>
        ResumeRules
            .Delay(new StreamTurn(new SharedSpeech()), StreamEnding.OutOfResources, lacksEvents: false, seed: 1)
            .ShouldBeNull();
}
