using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class BandwidthToxicTests
{
    [Fact]
    public void A_small_chunk_leaves_after_the_time_it_takes()
    {
        using var bench = new ToxicBench(Toxic("bandwidth", ("rate", 1)));

        bench.Send(new byte[20]).Send(new byte[30]).Finish().Wait(1000);

        bench.Story.ShouldBe("20:20B 50:30B 50:end finished");
    }

    [Fact]
    public void A_long_chunk_leaves_in_pieces_every_100_ms()
    {
        using var bench = new ToxicBench(Toxic("bandwidth", ("rate", 100)));

        bench.Send(new byte[32768]).Wait(5000);

        bench.Story.ShouldBe("100:10000B 200:10000B 300:10000B 327.68:2768B");
    }

    [Fact]
    public void A_hundred_kilobytes_take_a_second_at_a_hundred_a_second()
    {
        using var bench = new ToxicBench(Toxic("bandwidth", ("rate", 100)));

        for (var rest = 100_000; rest > 0; rest -= 32768)
            bench.Send(new byte[Math.Min(rest, 32768)]).Wait(rest > 32768 ? 327.68 : 1000);

        bench.Story.ShouldEndWith("1000:1696B");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    public void At_rate_0_or_less_nothing_passes_until_it_is_changed(int rate)
    {
        using var bench = new ToxicBench(Toxic("bandwidth", ("rate", rate)));

        bench.Send("abc").Wait(10_000);
        bench.Story.ShouldBeEmpty();
        bench.Update(Toxic("bandwidth", ("rate", 1)) with { Name = "bandwidth_downstream" }).Send("de").Wait(1000);

        bench.Story.ShouldBe("10000:abc 10002:de");
    }

    [Fact]
    public void The_largest_rate_does_no_harm()
    {
        using var bench = new ToxicBench(Toxic("bandwidth", ("rate", long.MaxValue)));

        bench.Send(new byte[32768]).Wait(1);

        bench.Story.ShouldEndWith(":32768B");
    }

    [Fact]
    public void Removing_it_lets_the_rest_of_a_chunk_go_whole()
    {
        using var bench = new ToxicBench(Toxic("bandwidth", ("rate", 100)));

        bench.Send(new byte[32768]).Wait(150).Remove("bandwidth_downstream");

        bench.Story.ShouldBe("100:10000B 150:22768B");
    }
}
