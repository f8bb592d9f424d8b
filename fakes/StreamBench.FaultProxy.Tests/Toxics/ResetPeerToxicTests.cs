using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class ResetPeerToxicTests
{
    [Fact]
    public void The_first_chunk_starts_the_time_and_is_lost()
    {
        using var bench = new ToxicBench(Toxic("reset_peer", ("timeout", 100)));

        bench.Wait(1000).Story.ShouldBeEmpty();
        bench.Send("a").Send("b").Wait(1000);

        bench.Story.ShouldBe("1100:end reset");
    }

    [Fact]
    public void The_end_of_the_stream_starts_it_too()
    {
        using var bench = new ToxicBench(Toxic("reset_peer", ("timeout", 100)));

        bench.Finish().Wait(1000);

        bench.Story.ShouldBe("100:end reset");
    }

    [Fact]
    public void At_toxicity_0_it_does_nothing()
    {
        using var bench = new ToxicBench(Toxic("reset_peer", ("timeout", 0)) with { Toxicity = 0 });

        bench.Send("a").Finish().Wait(1000);

        bench.Story.ShouldBe("0:a 0:end finished");
    }

    [Fact]
    public void Removing_it_in_its_wait_saves_the_connection_and_the_chunk()
    {
        using var bench = new ToxicBench(Toxic("reset_peer", ("timeout", 100)));

        bench.Send("a").Send("b").Wait(50).Remove("reset_peer_downstream").Send("c").Wait(1000);

        bench.Story.ShouldBe("50:a 50:b 50:c");
    }

    [Fact]
    public void Changing_it_in_its_wait_starts_the_wait_anew()
    {
        using var bench = new ToxicBench(Toxic("reset_peer", ("timeout", 100_000)));

        bench
            .Send("a")
            .Wait(50)
            .Update(Toxic("reset_peer", ("timeout", 10)) with { Name = "reset_peer_downstream" })
            .Wait(1000);

        bench.Story.ShouldBe("60:end reset");
    }
}
