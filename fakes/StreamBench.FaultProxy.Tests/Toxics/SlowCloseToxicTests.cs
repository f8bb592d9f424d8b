using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class SlowCloseToxicTests
{
    [Fact]
    public void Data_passes_and_the_end_waits()
    {
        using var bench = new ToxicBench(Toxic("slow_close", ("delay", 100)));

        bench.Send("a").Wait(10).Finish().Wait(1000);

        bench.Story.ShouldBe("0:a 110:end finished");
    }

    [Fact]
    public void Removing_it_lets_the_end_go_at_once()
    {
        using var bench = new ToxicBench(Toxic("slow_close", ("delay", 100)));

        bench.Finish().Wait(40).Remove("slow_close_downstream");

        bench.Story.ShouldBe("40:end finished");
    }

    [Fact]
    public void Changing_it_starts_the_wait_anew()
    {
        using var bench = new ToxicBench(Toxic("slow_close", ("delay", 100)));

        bench
            .Finish()
            .Wait(40)
            .Update(Toxic("slow_close", ("delay", 100)) with { Name = "slow_close_downstream" })
            .Wait(1000);

        bench.Story.ShouldBe("140:end finished");
    }
}
