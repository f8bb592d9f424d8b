using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Metrics;
using StreamBench.Load.Results;

namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>
/// Streams open on average are the streams that come in a second times the time that each stays (J. D. C. Little, 1961): three
/// numbers that are counted in three ways, which a start, an end or a second that is lost or counted twice would part.
/// </summary>
[Collection(nameof(Alone))]
public sealed class LittlesLawTests
{
    [Fact]
    public async Task Streams_open_are_their_rate_times_their_stay()
    {
        var (run, read) = await PlayAsync(TimeProvider.System);

        var open = Value(read, "open");
        open.ShouldBeGreaterThan(10);
        open.ShouldBe(Value(read, "correct/s") * Value(read, "turn.real.mean") / 1e9, open * 0.02);
        open.ShouldBe(run.SocketTime / 1e9 / read.Measured.TotalSeconds, open * 0.02);
    }

    [Fact]
    public async Task A_clock_that_runs_three_percent_fast_breaks_the_law_against_the_sockets()
    {
        var (run, read) = await PlayAsync(new FastClock());

        var stay = read.All().Times(Clock.Turn, ClockColumn.Real).Mean * read.All()[Counter.Completed];
        (stay / run.SocketTime).ShouldBeGreaterThan(1.02);
    }

    [Fact]
    public async Task Seconds_add_up_to_the_whole()
    {
        var (_, read) = await PlayAsync(TimeProvider.System);

        var seconds = read.Intervals.Select(second => second.Tallies().Sum(warmUp: false)[Counter.OpenTime]).ToList();

        seconds.ShouldNotBeEmpty();
        seconds.Sum().ShouldBe(read.All()[Counter.OpenTime]);
    }

    private static async Task<(WitnessedRun Run, LoadResult Read)> PlayAsync(TimeProvider time)
    {
        using var lines = new StringWriter();
        var run = await WitnessedRun.PlayAsync(time, warmUp: TimeSpan.Zero, lines);
        run.Result.All()[Counter.Completed].ShouldBe(200);
        return (run, ResultReader.Read(new StringReader(lines.ToString()), "results.jsonl"));
    }

    private static double Value(LoadResult result, string metric) =>
        MetricTable.Find(metric)!.Read(result.All(), result.Measured);
}
