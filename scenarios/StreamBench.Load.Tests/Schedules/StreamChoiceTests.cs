using StreamBench.Load.Plans;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Schedules;

public sealed class StreamChoiceTests
{
    private const int Streams = 10_000;

    private static readonly LoadScenario Scenario = new()
    {
        Name = "chat",
        SlowReaders = new SlowReaders(0.5, 100),
        ThinkTime = new ThinkTime(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)),
    };

    private static readonly LoadPlan Plan = new()
    {
        Name = "choice",
        Scenarios = [Scenario],
        Verify = 0.5,
        Faults = new LoadFaults("mobile", 0.5),
        Storm = new ReconnectStorm(TimeSpan.Zero, 0.5, Every: null),
    };

    private static readonly Func<long, bool>[] Choices =
    [
        n => StreamChoice.IsVerified(Plan, n),
        n => StreamChoice.IsDisturbed(Plan, n),
        n => StreamChoice.IsSlow(Plan, Scenario, n),
        n => StreamChoice.IsInStorm(Plan, 0, n),
        n => StreamChoice.IsInStorm(Plan, 1, n),
    ];

    [Fact]
    public void A_share_takes_its_share_and_one_choice_says_nothing_of_another()
    {
        for (var i = 0; i < Choices.Length; i++)
        {
            // 10,000 coins: 200 is four standard deviations; of two coins together, 173.
            Count(Choices[i]).ShouldBeInRange(4800, 5200);
            for (var j = 0; j < i; j++)
            {
                Count(n => Choices[i](n) && Choices[j](n)).ShouldBeInRange(2300, 2700);
            }
        }
    }

    [Fact]
    public void All_means_all_and_none_means_none()
    {
        Count(n => StreamChoice.IsVerified(Plan with { Verify = 1 }, n)).ShouldBe(Streams);
        Count(n => StreamChoice.IsVerified(Plan with { Verify = 0 }, n)).ShouldBe(0);
        Count(n => StreamChoice.IsDisturbed(Plan with { Faults = null }, n)).ShouldBe(0);
    }

    [Fact]
    public void Users_think_within_their_range()
    {
        var times = Enumerable.Range(0, Streams).Select(n => StreamChoice.ThinkTime(Plan, Scenario, n)).ToArray();

        times.Min().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.01));
        times.Max().ShouldBeInRange(TimeSpan.FromSeconds(2.99), TimeSpan.FromSeconds(3));
        StreamChoice.ThinkTime(Plan, new LoadScenario { Name = "quick" }, 5).ShouldBe(TimeSpan.Zero);
    }

    private static int Count(Func<long, bool> choice) => Enumerable.Range(0, Streams).Count(n => choice(n));
}
