using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class LatencyToxicTests
{
    [Fact]
    public void A_chunk_leaves_its_latency_after_it_came()
    {
        using var bench = new ToxicBench(Toxic("latency", ("latency", 100)));

        bench.Send("a").Wait(30).Send("b").Wait(30).Send("c").Finish().Wait(1000);

        bench.Story.ShouldBe("100:a 130:b 160:c 160:end finished");
    }

    [Fact]
    public void Two_in_a_row_add_up()
    {
        using var bench = new ToxicBench(
            Toxic("latency", ("latency", 100)) with
            {
                Name = "one",
            },
            Toxic("latency", ("latency", 20)) with
            {
                Name = "two",
            }
        );

        bench.Send("a").Wait(10).Send("b").Wait(1000);

        bench.Story.ShouldBe("120:a 130:b");
    }

    [Fact]
    public void Jitter_stays_in_its_range_keeps_the_order_and_repeats_with_the_seed()
    {
        var stories = new[] { Play(seed: 5), Play(seed: 5), Play(seed: 6) };

        stories[0].ShouldBe(stories[1]);
        stories[0].ShouldNotBe(stories[2]);
        var times = stories[0].Split(' ').Select(part => double.Parse(part.Split(':')[0])).ToArray();
        times.ShouldBeInOrder();
        times.Distinct().Count().ShouldBeGreaterThan(5);
        times.ShouldAllBe(time => time >= 80);
        times[^1].ShouldBeLessThanOrEqualTo(49 + 119);

        static string Play(long seed)
        {
            using var bench = new ToxicBench(seed, Toxic("latency", ("latency", 100), ("jitter", 20)));
            for (var i = 0; i < 50; i++)
                bench.Send($"x{i}").Wait(1);
            return bench.Wait(1000).Story;
        }
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, -5)]
    [InlineData(0, 0)]
    public void Below_zero_means_at_once(int latency, int jitter)
    {
        using var bench = new ToxicBench(Toxic("latency", ("latency", latency), ("jitter", jitter)));

        bench.Send("a").Wait(1000);

        bench.Story.ShouldBe("0:a");
    }

    [Fact]
    public void The_largest_numbers_do_no_harm()
    {
        using var bench = new ToxicBench(Toxic("latency", ("latency", long.MaxValue), ("jitter", long.MaxValue)));

        bench.Send("a").Wait(1000).Remove("latency_downstream");

        bench.Story.ShouldBeOneOf("0:a", "1000:a");
    }

    [Fact]
    public void Removing_it_lets_all_it_held_go_at_once_and_in_order()
    {
        using var bench = new ToxicBench(Toxic("latency", ("latency", 1000)));

        bench.Send("a").Send("b").Send("c").Wait(10).Remove("latency_downstream").Send("d");

        bench.Story.ShouldBe("10:a 10:b 10:c 10:d");
    }

    [Fact]
    public void Changing_it_lets_the_waiting_chunk_go_and_applies_to_those_behind()
    {
        using var bench = new ToxicBench(Toxic("latency", ("latency", 1000)));

        bench
            .Send("a")
            .Send("b")
            .Wait(10)
            .Update(Toxic("latency", ("latency", 200)) with { Name = "latency_downstream" })
            .Wait(1000);

        bench.Story.ShouldBe("10:a 200:b");
    }

    [Fact]
    public void Adding_another_behind_it_restarts_it_as_in_Toxiproxy()
    {
        using var bench = new ToxicBench(Toxic("latency", ("latency", 1000)));

        bench.Send("a").Wait(10).Add(Toxic("noop")).Send("b").Wait(2000);

        bench.Story.ShouldBe("10:a 1010:b");
    }

    [Fact]
    public void It_holds_1024_chunks_before_it_holds_the_source_back()
    {
        using var bench = new ToxicBench(Toxic("latency", ("latency", 1000)));

        // One is in its hands, 1024 wait in front of it.
        for (var i = 0; i < 1025; i++)
            bench.Send("x");
        bench.IsHeldBack.ShouldBeFalse();
        bench.Send("y");

        bench.IsHeldBack.ShouldBeTrue();
    }
}
