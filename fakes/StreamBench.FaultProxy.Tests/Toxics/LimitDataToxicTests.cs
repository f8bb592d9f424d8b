using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class LimitDataToxicTests
{
    [Fact]
    public void Exactly_the_limit_passes_and_then_it_closes()
    {
        using var bench = new ToxicBench(Toxic("limit_data", ("bytes", 5)));

        bench.Send("abc").Send("defg");

        bench.Story.ShouldBe("0:abc 0:de 0:end closed");
    }

    [Fact]
    public void Reaching_the_limit_exactly_closes_at_once()
    {
        using var bench = new ToxicBench(Toxic("limit_data", ("bytes", 3)));

        bench.Send("abc");

        bench.Story.ShouldBe("0:abc 0:end closed");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void At_0_the_first_chunk_closes_and_nothing_is_delivered(int limit)
    {
        using var bench = new ToxicBench(Toxic("limit_data", ("bytes", limit)));

        bench.Wait(100).Story.ShouldBeEmpty();
        bench.Send("abc");

        bench.Story.ShouldBe("100:end closed");
    }

    [Fact]
    public void The_count_survives_a_change_and_a_lower_limit_cuts_at_the_next_chunk()
    {
        using var bench = new ToxicBench(Toxic("limit_data", ("bytes", 100)));

        bench.Send("abcdef").Update(Toxic("limit_data", ("bytes", 4)) with { Name = "limit_data_downstream" });
        bench.Story.ShouldBe("0:abcdef");
        bench.Send("g");

        bench.Story.ShouldBe("0:abcdef 0:end closed");
    }

    [Fact]
    public void The_count_starts_when_it_is_added()
    {
        using var bench = new ToxicBench(Toxic("noop"));

        bench.Send("abc").Add(Toxic("limit_data", ("bytes", 4))).Send("def").Send("ghi");

        bench.Story.ShouldBe("0:abc 0:def 0:g 0:end closed");
    }

    [Fact]
    public void Removed_in_time_it_closes_nothing()
    {
        using var bench = new ToxicBench(Toxic("limit_data", ("bytes", 4)));

        bench.Send("abc").Remove("limit_data_downstream").Send("def").Finish();

        bench.Story.ShouldBe("0:abc 0:def 0:end finished");
    }

    [Fact]
    public void The_cut_is_in_the_log_with_its_offset()
    {
        using var bench = new ToxicBench(Toxic("limit_data", ("bytes", 2)));

        bench.Send("abc");

        bench.Faults.Reader.TryRead(out var record).ShouldBeTrue();
        record!.What.ShouldBe("limit_data");
        record.Offset.ShouldBe(3);
        record.Detail.ShouldBe("closed");
    }
}
