using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Running;
using StreamBench.Load.Tests.Engine.Loop;

namespace StreamBench.Load.Tests.Running;

/// <summary>What a run says of a server whose delays are known. Only bounds that no busy machine can break.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(120);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(60);

    [Fact]
    public async Task Clocks_are_never_shorter_than_the_delays_of_the_server()
    {
        await using var server = Delaying(_ => Task.CompletedTask);
        await using var target = new RunningServer(new Uri($"http://{server.EndPoint}/chat"));

        var tally = (await Foreign(streams: 20, perSecond: 50).PlayAsync(target)).All();

        tally[Counter.Completed].ShouldBe(20);
        Least(tally, Clock.FirstEvent).ShouldBeGreaterThanOrEqualTo(First);
        Least(tally, Clock.FirstContent).ShouldBeGreaterThanOrEqualTo(First + Between);
        Least(tally, Clock.Turn).ShouldBeGreaterThanOrEqualTo(First + Between + Between);
        tally.Times(Clock.Gap, ClockColumn.Intended).Count.ShouldBe(20 * 2);
        Least(tally, Clock.Connect).ShouldBeLessThanOrEqualTo(Least(tally, Clock.Headers));
    }

    [Fact]
    public async Task The_column_from_the_intended_start_is_the_real_one_and_the_lateness()
    {
        await using var server = Delaying(_ => Task.CompletedTask);
        await using var target = new RunningServer(new Uri($"http://{server.EndPoint}/chat"));

        var tally = (await Foreign(streams: 10, perSecond: 50).PlayAsync(target)).All();

        var intended = tally.Times(Clock.Turn, ClockColumn.Intended);
        var real = tally.Times(Clock.Turn, ClockColumn.Real);
        intended.Min.ShouldBeGreaterThanOrEqualTo(real.Min);
        intended.Max.ShouldBeGreaterThanOrEqualTo(real.Max);
        tally.Times(Clock.Schedule, ClockColumn.Intended).Count.ShouldBe(10);
    }

    [Fact]
    public async Task What_the_run_reports_is_what_the_server_took_and_the_way_there_and_back()
    {
        var took = new ConcurrentBag<TimeSpan>();
        await using var server = Delaying(_ => Task.CompletedTask, took);
        await using var target = new RunningServer(new Uri($"http://{server.EndPoint}/chat"));

        var tally = (await Foreign(streams: 20, perSecond: 50).PlayAsync(target)).All();

        // Connecting and requesting come before the server's clock starts, and reading after it stops.
        Least(tally, Clock.Turn).ShouldBeGreaterThanOrEqualTo(took.Min());
        TimeSpan
            .FromTicks(tally.Times(Clock.Turn, ClockColumn.Real).Max / TimeSpan.NanosecondsPerTick)
            .ShouldBeGreaterThanOrEqualTo(took.Max());
    }

    [Fact]
    public async Task A_server_that_stops_shows_in_the_tail_of_an_open_load()
    {
        var stop = TimeSpan.FromSeconds(1);
        var began = Stopwatch.GetTimestamp();
        var isFirst = 1;
        // Everything that comes in the first second waits for its end.
        await using var server = Delaying(async _ =>
        {
            if (Interlocked.Exchange(ref isFirst, 0) == 1)
            {
                began = Stopwatch.GetTimestamp();
            }

            if (stop - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(left, TimeProvider.System);
            }
        });
        await using var target = new RunningServer(new Uri($"http://{server.EndPoint}/chat"));

        var tally = (await Foreign(streams: 100, perSecond: 50).PlayAsync(target)).All();

        // Half of the arrivals fall into the stop; they started all the same, and each waited for the rest of it.
        tally[Counter.Started].ShouldBe(100);
        Time(tally, 99).ShouldBeGreaterThanOrEqualTo(stop * 0.9);
        Time(tally, 75).ShouldBeGreaterThanOrEqualTo(stop * 0.4);
    }

    private static LoadPlan Foreign(int streams, double perSecond) =>
        Runs.Plan(script: null, streams, perSecond) with
        {
            Target = new LoadTarget { Dialect = "openai-chat" },
        };

    private static ByteServer Delaying(Func<string, Task> before, ConcurrentBag<TimeSpan>? took = null) =>
        new(
            async (socket, request) =>
            {
                var began = Stopwatch.GetTimestamp();
                await before(request);
                await ByteServer.SendAsync(socket, ByteServer.EventStream);
                await WaitAsync(First);
                await SayAsync(socket, """{"choices":[{"delta":{"role":"assistant","content":""}}]}""");
                await WaitAsync(Between);
                await SayAsync(socket, """{"choices":[{"delta":{"content":"Hi"}}]}""");
                await WaitAsync(Between);
                took?.Add(Stopwatch.GetElapsedTime(began));
                await SayAsync(socket, "[DONE]");
                await ByteServer.UntilClosedAsync(socket);
            }
        );

    // A timer may fire before its time; a delay that is known to the test must not.
    private static async Task WaitAsync(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        while (time - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left + TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    private static Task SayAsync(Socket socket, string data) =>
        ByteServer.SendAsync(socket, ByteServer.Chunk($"data: {data}\n\n"));

    private static TimeSpan Least(Tally tally, Clock clock) =>
        TimeSpan.FromTicks(tally.Times(clock, ClockColumn.Intended).Min / TimeSpan.NanosecondsPerTick);

    private static TimeSpan Time(Tally tally, double percent) =>
        TimeSpan.FromTicks(
            tally.Times(Clock.FirstEvent, ClockColumn.Intended).Percentile(percent) / TimeSpan.NanosecondsPerTick
        );
}
