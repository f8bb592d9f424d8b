using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Search;

namespace StreamBench.Load.Tests.Search;

public sealed class RateSearchTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(777)]
    [InlineData(54_321)]
    public async Task The_highest_rate_is_found_to_the_stated_precision(double limit)
    {
        var search = new RateSearch { From = 10, Precision = 0.02 };

        var found = await search.RunAsync((rate, _) => Task.FromResult(rate <= limit), CancellationToken.None);

        var highest = found.Highest.ShouldNotBeNull();
        highest.ShouldBeInRange(limit / 1.02, limit);
        found.Lowest.ShouldNotBeNull().ShouldBeInRange(limit, highest * 1.02);
        found.Runs.Length.ShouldBeLessThan(25);
    }

    [Fact]
    public async Task Where_everything_holds_the_end_of_the_range_is_the_answer()
    {
        var found = await new RateSearch { From = 10, To = 100 }.RunAsync(
            (_, _) => Task.FromResult(true),
            CancellationToken.None
        );

        found.Highest.ShouldBe(100);
        found.Lowest.ShouldBeNull();
        found.Runs.Select(run => run.Rate).ShouldBe([10, 20, 40, 80, 100]);
    }

    [Fact]
    public async Task Where_nothing_holds_there_is_no_answer_and_an_end()
    {
        var found = await new RateSearch { From = 16, Floor = 1.0 / 8 }.RunAsync(
            (_, _) => Task.FromResult(false),
            CancellationToken.None
        );

        found.Highest.ShouldBeNull();
        found.Runs.Select(run => run.Rate).ShouldBe([16, 8, 4, 2]);
    }

    [Fact]
    public async Task A_range_upside_down_is_refused() =>
        await Should.ThrowAsync<ArgumentException>(() =>
            new RateSearch { From = 10, To = 5 }.RunAsync((_, _) => Task.FromResult(true), CancellationToken.None)
        );

    [Fact]
    public void A_run_of_the_search_plays_the_plan_at_one_rate()
    {
        var plan = ShippedPlans.FindOrLoad("smoke").Required;

        var at = SearchPlan.At(plan, new Rate(75));

        at.LoadOf(at.Scenarios[0]).ShouldBe([new Inject { Rate = new(75), During = TimeSpan.FromSeconds(50) }]);
        (at.Thresholds, at.WarmUp, at.Faults).ShouldBe((plan.Thresholds, plan.WarmUp, plan.Faults));
        Should.Throw<InvalidDataException>(() => SearchPlan.At(ShippedPlans.FindOrLoad("storm").Required, new Rate(1)));
    }
}
