using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class PacketLossToxicTests
{
    [Theory]
    [InlineData(0.1, 0, 70, 130)]
    [InlineData(0.5, 0, 430, 570)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 1000, 1000)]
    public void About_the_loss_rate_of_the_chunks_is_lost(double rate, double correlation, int least, int most)
    {
        using var bench = new ToxicBench(
            Toxic("packet_loss", ("loss_rate", (decimal)rate), ("correlation", (decimal)correlation))
        );

        var lost = 1000 - Survivors(bench).Length;

        lost.ShouldBeInRange(least, most);
    }

    [Fact]
    public void With_correlation_losses_come_in_bursts()
    {
        using var even = new ToxicBench(Toxic("packet_loss", ("loss_rate", 0.5m)));
        var scattered = Bursts(Survivors(even));
        using var bursty = new ToxicBench(Toxic("packet_loss", ("loss_rate", 0.5m), ("correlation", 0.9m)));

        Bursts(Survivors(bursty)).ShouldBeLessThan(scattered);
    }

    [Fact]
    public void The_default_loss_rate_is_a_tenth_and_losses_repeat_with_the_seed()
    {
        using var one = new ToxicBench(seed: 3, Toxic("packet_loss"));
        var first = Survivors(one);
        using var two = new ToxicBench(seed: 3, Toxic("packet_loss", ("loss_rate", 0.1m)));

        Survivors(two).ShouldBe(first);
        first.Length.ShouldBeInRange(850, 950);
    }

    private static int[] Survivors(ToxicBench bench)
    {
        for (var i = 0; i < 1000; i++)
            bench.Send($"{i}");
        return
        [
            .. bench
                .Story.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(part => int.Parse(part.Split(':')[1])),
        ];
    }

    private static int Bursts(int[] survivors) =>
        survivors.Zip(survivors.Skip(1)).Count(pair => pair.Second > pair.First + 1);
}
