using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Tests.Toxics;

namespace StreamBench.FaultProxy.Tests.Links;

/// <summary>
/// Once a stage has ended its link nothing follows, even where that stage is taken out before the link has learned of its end: the
/// way past an empty chain must stay shut.
/// </summary>
public sealed class ChainEndTests
{
    [Theory]
    [InlineData("limit_data")]
    [InlineData("timeout")]
    public void Nothing_goes_past_an_end_whose_toxic_was_taken_out(string type)
    {
        using var bench = new ToxicBench(ToxicBench.Toxic(type, type == "timeout" ? ("timeout", 0) : ("bytes", 4)));
        bench.Send("hello").Remove($"{type}_downstream");
        var before = bench.Story;
        before.ShouldEndWith("end closed");

        lock (bench.Chain.Gate)
        {
            bench.Chain.TryBeginDirectSend().ShouldBeFalse();
        }

        bench.Send("more").Finish(LinkEnd.Finished);

        bench.Story.ShouldBe(before);
    }

    [Fact]
    public void Where_nothing_has_ended_the_way_is_open_again_once_the_toxic_is_taken_out()
    {
        using var bench = new ToxicBench(ToxicBench.Toxic("limit_data", ("bytes", 100)));
        bench.Send("hello").Remove("limit_data_downstream");

        lock (bench.Chain.Gate)
        {
            bench.Chain.TryBeginDirectSend().ShouldBeTrue();
        }
    }
}
