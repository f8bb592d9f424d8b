using StreamBench.FaultProxy.Links;
using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class ToxicityTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, 300)]
    [InlineData(7, 300)]
    public void Zero_or_less_is_never_and_one_or_more_is_always(float toxicity, int hit) =>
        Hits(toxicity).ShouldBe(hit);

    [Fact]
    public void Half_hits_about_half() => Hits(0.5f).ShouldBeInRange(110, 190);

    [Fact]
    public void The_draw_is_once_a_connection_and_repeats_with_the_seed()
    {
        var draws = Enumerable.Range(0, 64).Select(seed => Play(seed)).ToArray();

        draws.ShouldAllBe(story => story == "" || story == "0:a 0:b 0:c");
        draws.Distinct().Count().ShouldBe(2);
        Enumerable.Range(0, 64).Select(seed => Play(seed)).ShouldBe(draws);

        static string Play(long seed)
        {
            using var bench = new ToxicBench(seed, Toxic("stall") with { Toxicity = 0.5f });
            foreach (var text in (string[])["a", "b", "c"])
            {
                if (!bench.IsHeldBack)
                    bench.Send(text);
            }
            return bench.Story;
        }
    }

    private static int Hits(float toxicity)
    {
        var hits = 0;
        for (var connection = 1; connection <= 300; connection++)
        {
            var random = Seeds.RandomFor(42, "p", connection, Direction.Upstream, "t");
            var slot = FaultProxy.Toxics.ToxicSlot.From(Toxic("stall") with { Toxicity = toxicity });
            hits += slot.Draw(random) is FaultProxy.Toxics.StallToxic ? 1 : 0;
        }
        return hits;
    }
}
