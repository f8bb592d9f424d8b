using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class TimeoutToxicTests
{
    [Fact]
    public void Data_is_thrown_away_and_it_closes_after_a_time_without_any()
    {
        using var bench = new ToxicBench(Toxic("timeout", ("timeout", 100)));

        bench.Send("a").Wait(60).Send("b").Wait(60).Send("c").Wait(1000);

        bench.Story.ShouldBe("220:end closed");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void At_0_or_less_it_never_closes(int timeout)
    {
        using var bench = new ToxicBench(Toxic("timeout", ("timeout", timeout)));

        bench.Send("a").Wait(1_000_000).Send("b").Wait(1);

        bench.Story.ShouldBeEmpty();
    }

    [Fact]
    public void The_end_of_the_stream_passes_through()
    {
        using var bench = new ToxicBench(Toxic("timeout", ("timeout", 0)));

        bench.Send("a").Wait(10).Finish();

        bench.Story.ShouldBe("10:end finished");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Removing_it_closes_the_connection_also_one_that_it_spared(float toxicity)
    {
        using var bench = new ToxicBench(Toxic("timeout", ("timeout", 0)) with { Toxicity = toxicity });

        bench.Wait(10).Remove("timeout_downstream");

        bench.Story.ShouldBe("10:end closed");
    }

    [Fact]
    public void Changing_it_starts_the_time_anew()
    {
        using var bench = new ToxicBench(Toxic("timeout", ("timeout", 100)));

        bench.Wait(90).Update(Toxic("timeout", ("timeout", 50)) with { Name = "timeout_downstream" }).Wait(1000);

        bench.Story.ShouldBe("140:end closed");
    }
}
