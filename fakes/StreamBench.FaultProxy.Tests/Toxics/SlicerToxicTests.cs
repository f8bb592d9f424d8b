using static StreamBench.FaultProxy.Tests.Toxics.ToxicBench;

namespace StreamBench.FaultProxy.Tests.Toxics;

public class SlicerToxicTests
{
    [Fact]
    public void A_thousand_bytes_at_100_become_16_pieces_of_62_or_63()
    {
        using var bench = new ToxicBench(Toxic("slicer", ("average_size", 100)));

        bench.Send(new byte[1000]).Wait(1);

        var sizes = bench.Story.Split(' ').Select(part => part.Split(':')[1]).ToArray();
        sizes.Length.ShouldBe(16);
        sizes.ShouldAllBe(size => size == "62B" || size == "63B");
    }

    [Fact]
    public void Pieces_are_apart_by_the_delay_in_microseconds()
    {
        using var bench = new ToxicBench(Toxic("slicer", ("average_size", 2), ("delay", 500)));

        bench.Send("abcdefgh").Wait(100);

        bench.Story.ShouldBe("0:ab 0.5:cd 1:ef 1.5:gh");
    }

    [Fact]
    public void Removing_it_writes_the_rest_whole()
    {
        using var bench = new ToxicBench(Toxic("slicer", ("average_size", 2), ("delay", 10_000)));

        bench.Send("abcdefgh").Wait(15).Remove("slicer_downstream");

        bench.Story.ShouldBe("0:ab 10:cd 15:efgh");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 5)]
    public void An_average_of_0_or_less_cuts_nothing(int average, int variation)
    {
        using var bench = new ToxicBench(Toxic("slicer", ("average_size", average), ("size_variation", variation)));

        bench.Send("abcdefgh").Wait(1);

        bench.Story.ShouldBe("0:abcdefgh");
    }

    [Theory]
    [InlineData(1, 500)]
    [InlineData(1, -500)]
    [InlineData(1, 0)]
    [InlineData(7, 5)]
    public void No_variation_loses_or_empties_a_piece(int average, int variation)
    {
        using var bench = new ToxicBench(Toxic("slicer", ("average_size", average), ("size_variation", variation)));
        var text = string.Concat(Enumerable.Range(0, 400).Select(i => (char)('a' + (i % 26))));

        // Pieces of up to 12 characters are told as text.
        foreach (var part in text.Chunk(12))
            bench.Send(new string(part)).Wait(1);

        var pieces = bench.Story.Split(' ').Select(part => part.Split(':')[1]).ToArray();
        pieces.ShouldAllBe(piece => piece.Length > 0);
        string.Concat(pieces).ShouldBe(text);
    }

    [Fact]
    public void Cuts_repeat_with_the_seed()
    {
        var stories = new[] { Play(seed: 5), Play(seed: 5), Play(seed: 6) };

        stories[0].ShouldBe(stories[1]);
        stories[0].ShouldNotBe(stories[2]);

        static string Play(long seed)
        {
            using var bench = new ToxicBench(seed, Toxic("slicer", ("average_size", 100), ("size_variation", 50)));
            return bench.Send(new byte[5000]).Wait(1).Story;
        }
    }
}
