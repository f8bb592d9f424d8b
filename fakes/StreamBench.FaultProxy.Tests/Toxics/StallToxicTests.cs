using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class StallToxicTests
{
    [Fact]
    public void Nothing_passes_and_nothing_is_lost_when_it_is_removed()
    {
        using var bench = new ToxicBench(Toxic("noop"));

        bench.Send("a").Add(Toxic("stall")).Send("b").Send("c").Finish().Wait(1_000_000);
        bench.Story.ShouldBe("0:a");
        bench.Remove("stall_downstream");

        bench.Story.ShouldBe("0:a 1000000:b 1000000:c 1000000:end finished");
    }

    [Fact]
    public void With_a_duration_it_heals_by_itself()
    {
        using var bench = new ToxicBench(Toxic("stall", ("duration", 300)));

        bench.Send("a").Wait(400).Send("b");

        bench.Story.ShouldBe("300:a 400:b");
    }

    [Fact]
    public void It_holds_the_source_back_instead_of_filling_memory()
    {
        using var bench = new ToxicBench(Toxic("stall"));

        bench.Send("a").Send("b");

        bench.IsHeldBack.ShouldBeTrue();
    }
}
