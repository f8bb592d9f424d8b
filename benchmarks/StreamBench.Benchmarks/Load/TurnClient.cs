using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Running;

namespace StreamBench.Benchmarks.Load;

/// <summary>A whole run of the native dialect as <c>streambench load</c> makes it, every stream verified or none.</summary>
internal static class TurnClient
{
    internal static async Task<ClientFigures> RunAsync(ClientOptions options)
    {
        var time = TimeSpan.FromSeconds(options.WarmUpSeconds + options.Seconds);
        var plan = new LoadPlan
        {
            Name = options.Client,
            Scenarios = [new LoadScenario { Name = "firehose" }],
            Load = [new KeepConstant { Copies = options.Streams, During = time }],
            MaxOpen = options.Streams + 10,
            Verify = options.Client == "verified" ? 1 : 0,
            Grace = TimeSpan.FromSeconds(1),
        };
        RunMark? warm = null;
        var last = default(RunMark);
        var run = new LoadRunOptions
        {
            OnSecond = second =>
            {
                var mark = RunMark.Take(second.Elapsed.Ticks * 100, Events(second.SoFar));
                warm ??= second.Elapsed.TotalSeconds >= options.WarmUpSeconds ? mark : null;
                last = second.Elapsed <= time ? mark : last;
            },
        };
        await using var server = new RunningServer(options.Url);
        var result = await LoadRun.RunAsync(plan, server, run, CancellationToken.None);
        var all = result.Totals.Sum(warmUp: false);
        return ClientFigures.Between(options.Client, warm!.Value, last) with
        {
            Streams = all[Counter.Started],
            Failed = all[Counter.Mismatch] + all[Counter.Truncated] + all[Counter.FailedReset],
            OwnLagP50 = all.Times(Clock.Handling, ClockColumn.Intended).Percentile(50) / 1000.0,
            OwnLagP99 = all.Times(Clock.Handling, ClockColumn.Intended).Percentile(99) / 1000.0,
        };
    }

    private static long Events(TallySet tallies) => tallies.Sum(warmUp: false)[Counter.Events];
}
