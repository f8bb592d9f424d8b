using System.Collections.Immutable;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Running;

namespace StreamBench.Benchmarks.Load;

/// <summary>
/// A whole run of the native dialect as <c>streambench load</c> makes it, every stream verified or none: streams that come at a
/// rate, streams that are kept open, or watchers that are held.
/// </summary>
internal static class TurnClient
{
    internal static async Task<ClientFigures> RunAsync(ClientOptions options)
    {
        var time = TimeSpan.FromSeconds(options.WarmUpSeconds + options.Seconds);
        RunMark? warm = null;
        var last = default(RunMark);
        var (open, resident) = (0L, 0.0);
        // What happened after the warm-up, whenever its stream began.
        var window = new Tally();
        var run = new LoadRunOptions
        {
            OnSecond = second =>
            {
                var tallies = second.Interval.Tallies();
                open = Math.Max(open, second.Interval.Open);
                if (warm is null)
                {
                    var isOver = second.Elapsed.TotalSeconds >= options.WarmUpSeconds;
                    warm = isOver ? RunMark.Take(second.Elapsed.Ticks * 100, 0) : null;
                }
                else if (second.Elapsed <= time)
                {
                    window.Add(tallies.Sum(warmUp: false));
                    window.Add(tallies.Sum(warmUp: true));
                    last = RunMark.Take(second.Elapsed.Ticks * 100, window[Counter.Events]);
                    resident = ResidentMemory.Megabytes;
                }
            },
        };
        await using var server = new RunningServer(options.Url);
        var result = await LoadRun.RunAsync(Plan(options, time), server, run, CancellationToken.None);
        var all = result.Totals.Sum(warmUp: false);
        return ClientFigures.Between(options.Client, warm!.Value, last) with
        {
            Streams = all[Counter.Started],
            Open = (int)open,
            Failed = all.Arrivals - all[Counter.Completed] - all[Counter.Unfinished] + all[Counter.WatchersLost],
            ResidentMegabytes = resident,
            OwnLagP50 = Times(window, Clock.Handling)[0],
            OwnLagP99 = Times(window, Clock.Handling)[1],
            StartLagP50 = Times(window, Clock.Schedule)[0],
            StartLagP99 = Times(window, Clock.Schedule)[1],
            Times = ClockTable.All.ToDictionary(clock => clock.Name, clock => Times(all, clock.Clock)),
        };
    }

    private static LoadPlan Plan(ClientOptions options, TimeSpan time) =>
        new()
        {
            Name = options.Client,
            Scenarios = [new LoadScenario { Name = "turns" }],
            Load = Load(options, time),
            WarmUp =
                options.Rate > 0 && options.Starts == int.MaxValue ? Seconds(options.WarmUpSeconds) : TimeSpan.Zero,
            MaxOpen = Math.Max(options.Watchers + 10, options.Streams * 2),
            Watchers = options.Watchers > 0 ? new IdleWatchers(options.Watchers, Share: null) : null,
            Verify = options.Client == "unverified" ? 0 : 1,
            // Streams that come at a rate are to end by themselves; those that are kept open never do.
            Grace = Seconds(options.Rate > 0 ? 30 : 1),
        };

    private static ImmutableArray<LoadModel> Load(ClientOptions options, TimeSpan time)
    {
        if (options.Watchers > 0)
        {
            return [new Pause { During = time }];
        }

        if (options.Rate == 0)
        {
            return [new KeepConstant { Copies = options.Streams, During = time }];
        }

        var inject = new Inject { Rate = new Rate(options.Rate), During = Seconds(options.Seconds) };
        if (options.Starts == int.MaxValue)
        {
            return [inject];
        }

        var starting = Seconds((double)options.Starts / options.Rate);
        return [inject with { During = starting }, new Pause { During = time - starting }];
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static double[] Times(Tally tally, Clock clock)
    {
        var times = tally.Times(clock, ClockColumn.Intended);
        return times.Count == 0 ? [0, 0] : [times.Percentile(50) / 1000.0, times.Percentile(99) / 1000.0];
    }
}
