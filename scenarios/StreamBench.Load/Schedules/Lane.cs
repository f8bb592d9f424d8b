using System.Collections.Immutable;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Schedules;

/// <summary>A load and the scenarios that share it.</summary>
/// <param name="Number">Its place among the lanes; part of the seed.</param>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Scenarios">Indexes of the scenarios.</param>
/// <param name="Bounds">Upper bounds of their shares, rising to 1.</param>
internal sealed record Lane(
    int Number,
    ImmutableArray<LoadModel> Steps,
    ImmutableArray<int> Scenarios,
    ImmutableArray<double> Bounds
)
{
    // Streams of chance: one a lane for steps, one for picks.
    private const int Picks = 1 << 20;

    /// <summary>The lanes of a plan: one for each scenario with a load of its own, and one for all others.</summary>
    internal static ImmutableArray<Lane> Of(LoadPlan plan)
    {
        var lanes = ImmutableArray.CreateBuilder<Lane>();
        for (var i = 0; i < plan.Scenarios.Length; i++)
        {
            if (!plan.Scenarios[i].Load.IsEmpty)
            {
                lanes.Add(new Lane(lanes.Count, plan.Scenarios[i].Load, [i], [1]));
            }
        }

        int[] sharing = [.. Enumerable.Range(0, plan.Scenarios.Length).Where(i => plan.Scenarios[i].Load.IsEmpty)];
        if (sharing.Length > 0)
        {
            lanes.Add(new Lane(lanes.Count, plan.Load, [.. sharing], Shares(plan, sharing)));
        }

        return lanes.ToImmutable();
    }

    /// <summary>The scenario of the lane's n-th arrival or user: drawn by weight, the same in every segmentation.</summary>
    /// <remarks>Drawn and not dealt in turn: a pattern in n would give each segment scenarios of its own.</remarks>
    internal int ScenarioOf(int seed, long n)
    {
        if (Scenarios.Length == 1)
        {
            return Scenarios[0];
        }

        var share = Chance.Share(seed, Picks + Number, n);
        var pick = 0;
        while (pick < Bounds.Length - 1 && share >= Bounds[pick])
        {
            pick++;
        }

        return Scenarios[pick];
    }

    private static ImmutableArray<double> Shares(LoadPlan plan, int[] sharing)
    {
        var sum = sharing.Sum(i => plan.Scenarios[i].Weight);
        var bound = 0.0;
        return [.. sharing.Select(i => bound += plan.Scenarios[i].Weight / sum)];
    }
}
