using StreamBench.Load.Models;

namespace StreamBench.Load.Tests.Models;

public sealed class LoadModelTests
{
    [Fact]
    public void Inject_spaces_arrivals_evenly_and_starts_at_once() =>
        Offsets(new Inject { Rate = new(4), During = Seconds(1) }).ShouldBe([0, 0.25, 0.5, 0.75]);

    [Fact]
    public void A_ramp_has_half_as_many_arrivals_as_its_end_rate_would()
    {
        var ramp = Offsets(new RampingInject { Rate = new(200), During = Seconds(20) });

        ramp.Length.ShouldBe(2000);
        ramp[1].ShouldBe(Math.Sqrt(2 * 20 / 200.0), 1e-9);
        ramp.Zip(ramp[1..]).ShouldAllBe(pair => pair.Second > pair.First);
        ramp[^1].ShouldBeLessThan(20);
    }

    [Fact]
    public void A_ramp_begins_at_the_rate_of_the_step_before()
    {
        var state = State();
        _ = new Inject { Rate = new(10), During = Seconds(1) }
            .Offsets(state)
            .Count();

        var down = new RampingInject { Rate = new(0), During = Seconds(10) }
            .Offsets(state)
            .ToArray();

        down.Length.ShouldBe(50);
        down[1].ShouldBe(0.1, 0.001);
    }

    [Theory]
    [InlineData(0.5, 1, 10)]
    [InlineData(0.1, 3, 10)]
    [InlineData(1 / 3.0, 1, 30)]
    [InlineData(0.7, 1, 100)]
    public void Fractions_of_arrivals_are_carried_over_steps(double rate, int seconds, int steps)
    {
        var state = State();

        var arrivals = Enumerable
            .Range(0, steps)
            .Sum(_ =>
                new Inject { Rate = new(rate), During = Seconds(seconds) }
                    .Offsets(state)
                    .Count()
            );

        arrivals.ShouldBe((int)Math.Ceiling(rate * seconds * steps - 1e-6));
    }

    [Fact]
    public void Poisson_arrivals_have_the_mean_and_the_spread_of_a_poisson_process()
    {
        var arrivals = Offsets(new Poisson { Rate = new(100), During = Seconds(1000) });
        var perSecond = arrivals.GroupBy(at => (int)at).Select(second => (double)second.Count()).ToArray();

        var mean = perSecond.Average();
        var variance = perSecond.Average(count => (count - mean) * (count - mean));

        // 100,000 arrivals: a deviation of 1.3 is four standard errors of the mean, 20 of the variance.
        mean.ShouldBe(100, 1.3);
        variance.ShouldBe(100, 20);
        arrivals.ShouldBeInOrder();
    }

    [Fact]
    public void Random_injection_stays_between_its_rates_in_every_interval()
    {
        var model = new InjectRandom
        {
            MinRate = new(10),
            MaxRate = new(20),
            During = Seconds(100),
        };

        var perSecond = Offsets(model).GroupBy(at => (int)at).Select(second => second.Count()).ToArray();

        perSecond.Length.ShouldBe(100);
        perSecond.ShouldAllBe(count => count >= 9 && count <= 21);
        perSecond.Distinct().Count().ShouldBeGreaterThan(5);
    }

    [Fact]
    public void A_trace_is_played_as_recorded() =>
        Offsets(new Trace { At = [0, 1_500_000_000, 1_500_000_000, 2_000_000_000], During = Seconds(2) })
            .ShouldBe([0, 1.5, 1.5]);

    [Fact]
    public void A_trace_file_names_the_line_that_is_wrong()
    {
        TraceFile
            .Read(new StringReader("# seconds\n0\n180ms, ignored\n1.5\n"))
            .At.ShouldBe([0, 180_000_000, 1_500_000_000]);
        TraceFile
            .Read(new StringReader("1\n0.5"))
            .Problem.ShouldBe("line 2: 0.5 is before the line above; sort the trace");
        TraceFile
            .Read(new StringReader("soon"))
            .Problem.ShouldNotBeNull()
            .ShouldStartWith("line 1: \"soon\" is no time");
        TraceFile.Read(new StringReader("")).Problem.ShouldBe("the trace has no arrivals");
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.24, 2)]
    [InlineData(0.25, 3)]
    [InlineData(0.5, 3)]
    [InlineData(0.75, 4)]
    [InlineData(1, 4)]
    public void Ramping_users_go_in_a_line_from_the_step_before(double seconds, int users) =>
        new RampingConstant { Copies = 4, During = Seconds(1) }
            .UsersAt(Seconds(seconds), before: 2)
            .ShouldBe(users);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(7, 2)]
    [InlineData(3, 3)]
    public void The_changes_of_a_ramp_are_where_its_number_changes(int before, int after)
    {
        var ramp = new RampingConstant { Copies = after, During = Seconds(10) };

        var changes = ramp.Changes(before).ToArray();

        changes.Length.ShouldBe(Math.Abs(after - before) + 1);
        changes[0].ShouldBe((0, before));
        changes.ShouldAllBe(change =>
            Math.Abs(ramp.UsersAt(Seconds(change.Seconds + 1e-4), before) - change.Users) == 0
        );
    }

    [Theory]
    [InlineData("200/s", 200.0)]
    [InlineData("0.5/s", 0.5)]
    [InlineData("90/m", 1.5)]
    [InlineData("7/10s", 0.7)]
    [InlineData("200", null)]
    [InlineData("-1/s", null)]
    [InlineData("1/0s", null)]
    [InlineData("2000000/s", null)]
    public void A_rate_is_a_number_within_a_time(string text, double? perSecond)
    {
        var rate = Rate.Parse(text);

        rate.HasValue.ShouldBe(perSecond.HasValue);
        (rate?.PerSecond ?? 0).ShouldBe(perSecond ?? 0, 1e-12);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999ns")]
    [InlineData(812_345, "812µs")]
    [InlineData(99_812_345, "99.8ms")]
    [InlineData(1_250_000_000, "1.25s")]
    [InlineData(185_000_000_000, "3m05s")]
    public void Durations_are_shown_with_three_digits(double nanoseconds, string shown) =>
        Duration.Show(nanoseconds).ShouldBe(shown);

    private static double[] Offsets(OpenModel model) => [.. model.Offsets(State())];

    private static StepState State() => new() { Chance = new Random(7) };

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
