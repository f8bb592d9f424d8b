using StreamBench.Load.Engine.Polling;

namespace StreamBench.Load.Tests.Engine.Polling;

public sealed class StampSampleTests
{
    [Fact]
    public void A_few_sockets_are_all_stamped()
    {
        var sample = new StampSample();

        Enumerable.Range(0, StampSample.Always).ShouldAllBe(open => sample.Takes(open));
    }

    [Fact]
    public void Of_many_sockets_a_share_is_stamped()
    {
        var taken = TakenOf(10_000);

        taken.Count(takes => takes).ShouldBeInRange(10_000 / StampSample.Share - 10, 10_000 / StampSample.Share + 10);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(16)]
    public void Scenarios_that_start_in_turns_all_have_their_share(int scenarios)
    {
        var taken = TakenOf(10_000);
        var shares = Enumerable
            .Range(0, scenarios)
            .Select(one => taken.Where((takes, i) => takes && i % scenarios == one).Count());

        shares.ShouldAllBe(share => share > 10_000 / StampSample.Share / scenarios / 2);
    }

    private static List<bool> TakenOf(int sockets)
    {
        var sample = new StampSample();
        return [.. Enumerable.Range(0, sockets).Select(_ => sample.Takes(StampSample.Always))];
    }
}
