using StreamBench.Load.Engine.Timing;
using StreamBench.Load.Schedules;
using StreamBench.Testing;

namespace StreamBench.Load.Tests.Engine.Timing;

public sealed class StartSourceTests
{
    [Fact]
    public void A_ring_gives_its_starts_when_they_are_due_and_in_order()
    {
        var ring = new StartRing(4);
        ring.TryWrite(At(1, 100)).ShouldBeTrue();
        ring.TryWrite(At(2, 200)).ShouldBeTrue();

        ring.TryTake(99, out _).ShouldBeFalse();
        ring.NextDue.ShouldBe(100);

        ring.TryTake(250, out var first).ShouldBeTrue();
        ring.TryTake(250, out var second).ShouldBeTrue();
        ring.TryTake(250, out _).ShouldBeFalse();
        (first.Number, second.Number, ring.NextDue).ShouldBe((1, 2, long.MaxValue));
    }

    [Fact]
    public void A_full_ring_refuses_and_takes_again_when_there_is_room()
    {
        var ring = new StartRing(2);
        ring.TryWrite(At(1, 0));
        ring.TryWrite(At(2, 0));

        ring.TryWrite(At(3, 0)).ShouldBeFalse();
        ring.TryTake(0, out _);

        ring.TryWrite(At(3, 0)).ShouldBeTrue();
    }

    [Fact]
    public void Constant_users_keep_their_number_and_pause_between_two_streams()
    {
        var time = new ManualTime();
        var clock = new EngineClock(time);
        var users = new ConstantUsers(clock, TimeSpan.FromMilliseconds(10)) { Target = 2 };

        Take(users, clock).ShouldBe([0, 1]);
        users.OnEnded(clock.Now);
        Take(users, clock).ShouldBeEmpty();
        time.Advance(TimeSpan.FromMilliseconds(10));

        Take(users, clock).ShouldBe([2]);
    }

    [Fact]
    public void Fewer_users_leave_as_their_streams_end()
    {
        var clock = new EngineClock(new ManualTime());
        var users = new ConstantUsers(clock, TimeSpan.Zero) { Target = 3 };
        Take(users, clock).ShouldBe([0, 1, 2]);

        users.Target = 1;
        users.OnEnded(clock.Now);
        users.OnEnded(clock.Now);

        Take(users, clock).ShouldBeEmpty();
        users.OnEnded(clock.Now);
        Take(users, clock).ShouldBe([3]);
    }

    [Fact]
    public void A_bounded_number_of_streams_is_started()
    {
        var clock = new EngineClock(new ManualTime());
        var users = new ConstantUsers(clock, TimeSpan.Zero, limit: 3, first: 1, step: 2) { Target = 2 };
        Take(users, clock).ShouldBe([1, 3]);

        users.OnEnded(clock.Now);
        users.OnEnded(clock.Now);

        Take(users, clock).ShouldBe([5]);
        users.NextDue.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void The_clock_counts_from_the_start_and_knows_Unix_time()
    {
        var time = new ManualTime();
        var clock = new EngineClock(time);
        time.Advance(TimeSpan.FromMilliseconds(3));

        clock.Now.ShouldBe(3_000_000);
        (clock.Now + clock.UnixOffset).ShouldBe(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000);
    }

    private static Arrival At(long number, long due) => new(number, due, 0, number, IsWarmUp: false);

    private static List<long> Take(ConstantUsers users, EngineClock clock)
    {
        var numbers = new List<long>();
        while (users.TryTake(clock.Now, out var start))
        {
            numbers.Add(start.Number);
        }

        return numbers;
    }
}
