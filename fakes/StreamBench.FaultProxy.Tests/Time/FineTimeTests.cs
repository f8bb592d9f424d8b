using System.Collections.Concurrent;
using System.Diagnostics;
using StreamBench.FaultProxy.Time;

namespace StreamBench.FaultProxy.Tests.Time;

public class FineTimeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(5)]
    [InlineData(20.5)]
    public async Task A_timer_never_fires_early(double milliseconds)
    {
        var fired = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var from = Stopwatch.GetTimestamp();

        await using var timer = FineTime.Instance.CreateTimer(
            _ => fired.SetResult(Stopwatch.GetTimestamp()),
            state: null,
            TimeSpan.FromMilliseconds(milliseconds),
            Timeout.InfiniteTimeSpan
        );

        var at = await fired.Task.WaitAsync(World.Watchdog);
        Stopwatch.GetElapsedTime(from, at).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Fact]
    public async Task Timers_fire_in_order_of_their_times_however_they_were_set()
    {
        var order = new ConcurrentQueue<int>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timers = new List<ITimer>();

        foreach (var due in (int[])[40, 10, 60, 20, 50, 30])
        {
            timers.Add(
                FineTime.Instance.CreateTimer(
                    _ =>
                    {
                        order.Enqueue(due);
                        if (due == 60)
                            last.SetResult();
                    },
                    state: null,
                    TimeSpan.FromMilliseconds(due),
                    Timeout.InfiniteTimeSpan
                )
            );
        }
        await last.Task.WaitAsync(World.Watchdog);

        order.ShouldBe([10, 20, 30, 40, 50, 60]);
        timers.ForEach(timer => timer.Dispose());
    }

    [Fact]
    public async Task A_timer_can_be_set_later_sooner_and_off()
    {
        var fired = new ConcurrentQueue<string>();
        await using var off = Timer("off", 3_600_000);
        await using var later = Timer("later", 3_600_000);
        await using var sooner = Timer("sooner", 3_600_000);

        off.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        later.Change(TimeSpan.FromMilliseconds(60), Timeout.InfiniteTimeSpan);
        sooner.Change(TimeSpan.FromMilliseconds(30), Timeout.InfiniteTimeSpan);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var last = FineTime.Instance.CreateTimer(
            _ => end.SetResult(),
            state: null,
            TimeSpan.FromMilliseconds(100),
            Timeout.InfiniteTimeSpan
        );
        await end.Task.WaitAsync(World.Watchdog);

        fired.ShouldBe(["sooner", "later"]);

        ITimer Timer(string name, int due) =>
            FineTime.Instance.CreateTimer(
                _ => fired.Enqueue(name),
                state: null,
                TimeSpan.FromMilliseconds(due),
                Timeout.InfiniteTimeSpan
            );
    }
}
