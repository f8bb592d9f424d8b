using StreamBench.Load.Engine.Timing;

namespace StreamBench.Load.Tests.Engine.Timing;

public sealed class TimerWheelTests
{
    private const long Millisecond = TimerWheel.SlotNanoseconds;

    [Fact]
    public void A_timer_fires_in_the_first_millisecond_at_or_after_its_time()
    {
        var wheel = new TimerWheel(4, now: 0);
        wheel.Arm(2, (5 * Millisecond) + 1);

        wheel.TakeDue(5 * Millisecond).ShouldBe(-1);
        wheel.NextLook().ShouldBe(6 * Millisecond);

        wheel.TakeDue(6 * Millisecond).ShouldBe(2);
        wheel.TakeDue(6 * Millisecond).ShouldBe(-1);
        wheel.NextLook().ShouldBe(long.MaxValue);
    }

    [Fact]
    public void A_cancelled_timer_does_not_fire_and_its_neighbours_do()
    {
        var wheel = new TimerWheel(4, now: 0);
        for (var stream = 0; stream < 4; stream++)
        {
            wheel.Arm(stream, 3 * Millisecond);
        }

        wheel.Cancel(2);
        wheel.Cancel(3);
        wheel.Cancel(3);

        Due(wheel, 3 * Millisecond).Order().ShouldBe([0, 1]);
    }

    [Fact]
    public void Timers_more_than_a_turn_away_wait_for_their_turn()
    {
        var wheel = new TimerWheel(2, now: 0);
        wheel.Arm(0, 30_000 * Millisecond);
        wheel.Arm(1, 3 * Millisecond);

        Due(wheel, 29_999 * Millisecond).ShouldBe([1]);
        Due(wheel, 30_000 * Millisecond).ShouldBe([0]);
    }

    [Fact]
    public void Random_timers_fire_neither_early_nor_later_than_a_millisecond()
    {
        var random = new Random(7);
        var wheel = new TimerWheel(500, now: 0);
        var due = new long[500];
        for (var stream = 0; stream < due.Length; stream++)
        {
            wheel.Arm(stream, due[stream] = random.NextInt64(20_000 * Millisecond));
        }

        for (var now = 0L; wheel.Count > 0; now = Math.Max(now + 1, wheel.NextLook()))
        {
            foreach (var stream in Due(wheel, now))
            {
                now.ShouldBeInRange(due[stream], due[stream] + (2 * Millisecond));
                due[stream] = -1;
            }
        }

        due.ShouldAllBe(d => d == -1);
    }

    [Fact]
    public void A_timer_a_whole_turn_away_is_not_looked_for_before()
    {
        const int Turn = 8192;
        var wheel = new TimerWheel(2, now: 0);
        wheel.Arm(0, Turn * Millisecond);

        wheel.NextLook().ShouldBe(Turn * Millisecond);
        wheel.Arm(1, 5 * Millisecond);
        wheel.NextLook().ShouldBe(5 * Millisecond);
        Due(wheel, 5 * Millisecond).ShouldBe([1]);
        wheel.NextLook().ShouldBe(Turn * Millisecond);
    }

    [Fact]
    public void Timers_that_are_armed_anew_as_they_fire_are_on_time_too()
    {
        const int Timers = 50;
        var random = new Random(8);
        var wheel = new TimerWheel(Timers, now: 0);
        var due = new long[Timers];
        for (var stream = 0; stream < Timers; stream++)
        {
            wheel.Arm(stream, due[stream] = random.NextInt64(100 * Millisecond));
        }

        var fired = 0;
        for (var now = 0L; fired < 20 * Timers; now = Math.Max(now + 1, wheel.NextLook()))
        {
            while (wheel.TakeDue(now) is var stream and >= 0)
            {
                fired++;
                now.ShouldBeInRange(due[stream], due[stream] + (2 * Millisecond));
                wheel.Arm(stream, due[stream] = now + random.NextInt64(20_000 * Millisecond));
            }
        }
    }

    private static List<int> Due(TimerWheel wheel, long now)
    {
        var taken = new List<int>();
        while (wheel.TakeDue(now) is var stream and >= 0)
        {
            taken.Add(stream);
        }

        return taken;
    }
}
