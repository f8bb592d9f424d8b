using FsCheck;
using FsCheck.Fluent;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Tests.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public void The_segments_of_a_plan_together_are_the_plan()
    {
        Prop.ForAll(
                Plans.ToArbitrary(),
                Gen.Choose(1, 7).ToArbitrary(),
                (plan, count) =>
                {
                    var whole = ArrivalSchedule.Of(plan, Segment.Whole).ToArray();

                    var parts = Enumerable
                        .Range(1, count)
                        .SelectMany(i => ArrivalSchedule.Of(plan, new Segment(i, count)))
                        .OrderBy(arrival => arrival.Number);

                    parts.ShouldBe(whole);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Arrivals_come_in_order_and_take_their_scenarios_rows_in_order()
    {
        Prop.ForAll(
                Plans.ToArbitrary(),
                plan =>
                {
                    var arrivals = ArrivalSchedule.Of(plan, Segment.Whole).ToArray();

                    arrivals.Select(arrival => arrival.IntendedAt).ShouldBeInOrder();
                    arrivals.Select(arrival => arrival.Number).ShouldBe(Numbers(arrivals.Length));
                    foreach (var scenario in arrivals.GroupBy(arrival => arrival.Scenario))
                    {
                        scenario.Select(arrival => arrival.Input).ShouldBe(Numbers(scenario.Count()));
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_users_of_all_segments_are_the_users_of_the_plan()
    {
        Prop.ForAll(
                Gen.Choose(1, 20).ToArbitrary(),
                Gen.Choose(0, 20).ToArbitrary(),
                Gen.Choose(1, 5).ToArbitrary(),
                (first, second, count) =>
                {
                    var plan = PlanOf(
                        new KeepConstant { Copies = first, During = Seconds(1) },
                        new RampingConstant { Copies = second, During = Seconds(2) }
                    ) with
                    {
                        WarmUp = Seconds(1.5),
                    };
                    var segments = Enumerable
                        .Range(1, count)
                        .Select(i => UserSchedule.Of(plan, new Segment(i, count)).ToArray())
                        .ToArray();

                    for (var at = 0.000_123; at < 5; at += 0.03)
                    {
                        var whole = UsersAt(UserSchedule.Of(plan, Segment.Whole), at);
                        segments.Sum(changes => UsersAt(changes, at)).ShouldBe(whole);
                        whole.ShouldBe(Expected(at, first, second));
                    }
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Iterations_are_divided_without_rest()
    {
        Prop.ForAll(
                Gen.Choose(1, 30).ToArbitrary(),
                Gen.Choose(0, 200).ToArbitrary(),
                Gen.Choose(1, 7).ToArbitrary(),
                (copies, iterations, count) =>
                {
                    var numbers = new List<long>();
                    for (var i = 1; i <= count; i++)
                    {
                        var budget = new IterationBudget(new Segment(i, count), copies, iterations);
                        for (var n = 0L; budget.NumberOf(n) is { } number; n++)
                        {
                            numbers.Add(number);
                        }
                    }

                    numbers.Order().ShouldBe(Numbers(iterations));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_same_seed_gives_the_same_arrivals_and_another_seed_others()
    {
        var plan = PlanOf(new Poisson { Rate = new(50), During = Seconds(10) });

        var once = ArrivalSchedule.Of(plan, Segment.Whole).ToArray();

        ArrivalSchedule.Of(plan, Segment.Whole).ShouldBe(once);
        ArrivalSchedule.Of(plan with { Seed = 2 }, Segment.Whole).ShouldNotBe(once);
    }

    [Fact]
    public void The_warm_up_plays_the_begin_of_the_load_and_counts_apart()
    {
        var plan = PlanOf(new Inject { Rate = new(2), During = Seconds(2) }) with { WarmUp = Seconds(1) };

        ArrivalSchedule
            .Of(plan, Segment.Whole)
            .Select(arrival => (arrival.IntendedAt / 1e9, arrival.IsWarmUp))
            .ShouldBe([(0, true), (0.5, true), (1, false), (1.5, false), (2, false), (2.5, false)]);
    }

    [Fact]
    public void A_pause_takes_its_time_and_the_next_ramp_begins_at_nothing()
    {
        var plan = PlanOf(
            new Inject { Rate = new(10), During = Seconds(1) },
            new Pause { During = Seconds(5) },
            new RampingInject { Rate = new(10), During = Seconds(2) }
        );

        var arrivals = ArrivalSchedule.Of(plan, Segment.Whole).ToArray();

        arrivals.Length.ShouldBe(20);
        arrivals.Count(arrival => arrival.IntendedAt is >= 1_000_000_000 and < 6_000_000_000).ShouldBe(0);
    }

    [Fact]
    public void Weights_share_the_load()
    {
        var plan = PlanOf(new Inject { Rate = new(1000), During = Seconds(10) }) with
        {
            Scenarios = [new() { Name = "chat", Weight = 3 }, new() { Name = "refund", Weight = 1 }],
        };

        var chats = ArrivalSchedule.Of(plan, Segment.Whole).Count(arrival => arrival.Scenario == 0);

        // 10,000 draws: 200 is more than four standard deviations.
        chats.ShouldBeInRange(7300, 7700);
        ArrivalSchedule.Of(plan, new Segment(1, 4)).Count(arrival => arrival.Scenario == 0).ShouldBeInRange(1775, 1975);
    }

    [Fact]
    public void An_hour_at_ten_thousand_a_second_is_made_as_it_is_asked_for()
    {
        var plan = PlanOf(new Inject { Rate = new(10_000), During = TimeSpan.FromHours(1) });
        var before = GC.GetAllocatedBytesForCurrentThread();

        ArrivalSchedule.Of(plan, Segment.Whole).Take(100_000).Last().IntendedAt.ShouldBe(9_999_900_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
    }

    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("3/4", 3, 4)]
    public void A_segment_is_one_of_some(string text, int index, int count) =>
        Segment.Parse(text).ShouldBe(new Segment(index, count));

    [Theory]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("1/")]
    [InlineData("-1/4")]
    [InlineData("1/2/3")]
    [InlineData("")]
    public void Anything_else_is_no_segment(string text) => Segment.Parse(text).ShouldBeNull();

    private static Gen<LoadPlan> Plans =>
        from load in Steps
        from own in Steps
        from seed in Gen.Choose(0, 1000)
        from warmUp in Gen.Choose(0, 3)
        select PlanOf([.. load]) with
        {
            Seed = seed,
            WarmUp = Seconds(warmUp),
            Scenarios = [new() { Name = "a", Weight = 2 }, new() { Name = "b" }, new() { Name = "c", Load = [.. own] }],
        };

    private static Gen<LoadModel[]> Steps =>
        Gen.OneOf(
                Rates.Select(rate => (LoadModel)new Inject { Rate = new(rate), During = Seconds(1.3) }),
                Rates.Select(rate => (LoadModel)new RampingInject { Rate = new(rate), During = Seconds(2) }),
                Rates.Select(rate => (LoadModel)new Poisson { Rate = new(rate), During = Seconds(1) }),
                Rates.Select(rate =>
                    (LoadModel)
                        new InjectRandom
                        {
                            MinRate = new(0),
                            MaxRate = new(rate),
                            During = Seconds(2.5),
                        }
                ),
                Gen.Constant<LoadModel>(new Pause { During = Seconds(0.4) })
            )
            .NonEmptyListOf()
            .Select(steps => steps.ToArray());

    private static Gen<double> Rates => Gen.Choose(1, 300).Select(rate => rate / 10.0);

    private static LoadPlan PlanOf(params LoadModel[] load) =>
        new()
        {
            Name = "test",
            Load = [.. load],
            Scenarios = [new LoadScenario { Name = "chat" }],
        };

    private static int Expected(double at, int first, int second)
    {
        var elapsed = Seconds(at < 1.5 ? at : at - 1.5);
        return elapsed < Seconds(1) ? first
            : elapsed < Seconds(3)
                ? new RampingConstant { Copies = second, During = Seconds(2) }.UsersAt(elapsed - Seconds(1), first)
            : 0;
    }

    private static int UsersAt(IEnumerable<UserChange> changes, double seconds) =>
        changes.TakeWhile(change => change.At <= seconds * 1e9).LastOrDefault().Users;

    private static IEnumerable<long> Numbers(int count) => Enumerable.Range(0, count).Select(n => (long)n);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
