using StreamBench.Load.Counters;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Running;

namespace StreamBench.Load.Tests.Running;

/// <summary>Short runs.</summary>
internal static class Runs
{
    internal static LoadPlan Plan(string? script, int streams, double perSecond = 100) =>
        new()
        {
            Name = "test",
            Scenarios = [new LoadScenario { Name = "only", Script = script }],
            Load = [new Inject { Rate = new Rate(perSecond), During = TimeSpan.FromSeconds(streams / perSecond) }],
            MaxOpen = 1000,
        };

    internal static Task<LoadResult> PlayAsync(
        this LoadPlan plan,
        ILoadServer server,
        Func<LoadRunOptions, LoadRunOptions>? change = null,
        CancellationToken? cancellation = null
    )
    {
        var options = new LoadRunOptions { Rehearses = false };
        return LoadRun.RunAsync(
            plan,
            server,
            change is null ? options : change(options),
            cancellation ?? TestContext.Current.CancellationToken
        );
    }

    internal static Tally All(this LoadResult result) => result.Totals.Sum(warmUp: false);

    /// <summary>In how many ways streams ended, added up.</summary>
    internal static long Ends(this Tally tally) =>
        Enumerable
            .Range((int)Counter.Completed, Counter.Unfinished - Counter.Completed + 1)
            .Sum(i => tally[(Counter)i]);
}
