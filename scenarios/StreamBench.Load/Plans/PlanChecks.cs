using System.Collections.Immutable;
using StreamBench.Load.Models;
using StreamBench.Load.Thresholds;

namespace StreamBench.Load.Plans;

/// <summary>What a plan must keep however it was written, in a file or in code.</summary>
internal static class PlanChecks
{
    /// <summary>Everything wrong, each with the path of keys that leads there (<c>scenarios/0/load/1</c>).</summary>
    internal static ImmutableArray<PlanFault> Of(LoadPlan plan) =>
        [.. Top(plan), .. plan.Scenarios.SelectMany((scenario, i) => OfScenario(plan, scenario, $"scenarios/{i}"))];

    private static IEnumerable<PlanFault> Top(LoadPlan plan)
    {
        if (plan.Scenarios.IsEmpty)
        {
            yield return new("", "a plan needs a scenario");
        }

        foreach (var name in plan.Scenarios.GroupBy(scenario => scenario.Name).Where(same => same.Count() > 1))
        {
            yield return new("scenarios", $"two scenarios have the name \"{name.Key}\"");
        }

        if (plan.Load.Length > 0 && plan.Scenarios.All(scenario => !scenario.Load.IsEmpty))
        {
            yield return new("load", "every scenario has a load of its own: leave this one out, or one of theirs");
        }

        foreach (var fault in Steps(plan.Load, "load"))
        {
            yield return fault;
        }

        var names = plan.Scenarios.Select(scenario => scenario.Name).ToArray();
        for (var i = 0; i < plan.Thresholds.Length; i++)
        {
            if (ThresholdParser.Parse(plan.Thresholds[i], names) is { Threshold: null } wrong)
            {
                yield return new($"thresholds/{i}", wrong.Problem) { ColumnWithin = wrong.Column };
            }
        }

        foreach (var fault in TargetChecks.Of(plan))
        {
            yield return fault;
        }

        if (plan.Watchers is { } watchers && watchers.CountIn(plan) >= plan.MaxOpen)
        {
            yield return new(
                watchers.Count is null ? "watchers/share" : "watchers/count",
                $"{watchers.CountIn(plan)} watchers leave no room for streams: max-open is {plan.MaxOpen}"
            );
        }

        foreach (var (path, time) in new[] { ("timeout", plan.Timeout), ("stall", plan.Stall) })
        {
            if (time <= TimeSpan.Zero)
            {
                yield return new(path, "must be longer than 0");
            }
        }
    }

    private static IEnumerable<PlanFault> OfScenario(LoadPlan plan, LoadScenario scenario, string path)
    {
        if (plan.LoadOf(scenario).IsEmpty)
        {
            yield return new(
                path,
                $"the scenario \"{scenario.Name}\" has no load: give it one, or the plan one to share"
            );
        }

        foreach (var fault in Steps(scenario.Load, $"{path}/load"))
        {
            yield return fault;
        }

        if (scenario.Feed is { } feed && feed.File is null == feed.Fake.IsEmpty)
        {
            yield return new($"{path}/feed", "needs either a file or fake, not both");
        }
    }

    private static IEnumerable<PlanFault> Steps(ImmutableArray<LoadModel> steps, string path)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var problem = steps[i] switch
            {
                IterationsForConstant when i < steps.Length - 1 =>
                    "IterationsForConstant ends with its work, not at a time: make it the last step",
                IterationsForConstant => null,
                { During.Ticks: <= 0 } => "during must be longer than 0",
                InjectRandom { Interval.Ticks: <= 0 } => "interval must be longer than 0",
                InjectRandom random when random.MinRate.PerSecond > random.MaxRate.PerSecond =>
                    "min-rate is over max-rate",
                _ => null,
            };
            if (problem is not null)
            {
                yield return new($"{path}/{i}", problem);
            }
        }
    }
}

/// <summary>Something wrong in a plan.</summary>
/// <param name="Path">Keys and indexes that lead there, with slashes between.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record PlanFault(string Path, string Message)
{
    /// <summary>Where within the text there, from 1.</summary>
    internal int ColumnWithin { get; init; } = 1;
}
