using System.Collections.Immutable;
using StreamBench.Load.Models;

namespace StreamBench.Load.Plans;

/// <summary>
/// All that decides a load run, but for the machine it runs on. A plan file and code make the same record; the arrivals,
/// their inputs and who is disturbed follow from it and its seed.
/// </summary>
public sealed record LoadPlan
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Seed of everything that chance decides; 1 by default.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What is asked, and how.</summary>
    public LoadTarget Target { get; init; } = new();

    /// <summary>Played before the counted load, by its own first steps, and counted apart; none by default.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>The load that the scenarios without one of their own share by their weights.</summary>
    public ImmutableArray<LoadModel> Load { get; init; } = [];

    /// <summary>What users do, at least one.</summary>
    public required ImmutableArray<LoadScenario> Scenarios { get; init; }

    /// <summary>
    /// Most streams open at once, over all scenarios and in one segment; 10,000 by default. An arrival over it is not
    /// started but counted as dropped.
    /// </summary>
    public int MaxOpen { get; init; } = 10_000;

    /// <summary>A stream that takes longer has failed; 5 minutes by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long open streams may go on after the last step; 30 s by default. Those open after it are unfinished.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A longer gap between two events is a stall; 1 s by default.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Share of the streams whose final state is compared, from 0 to 1; all by default.</summary>
    public double Verify { get; init; } = 1;

    /// <summary>Who is disturbed and how; nobody when null.</summary>
    public LoadFaults? Faults { get; init; }

    /// <summary>A moment at which many streams lose their connection; none when null.</summary>
    public ReconnectStorm? Storm { get; init; }

    /// <summary>Who only watches, for the whole run; nobody when null.</summary>
    public IdleWatchers? Watchers { get; init; }

    /// <summary>What must hold, such as <c>ttfe.p99&lt;400ms</c>.</summary>
    public ImmutableArray<string> Thresholds { get; init; } = [];

    /// <summary>
    /// The load of a scenario: its own, or its share of the plan's.
    /// </summary>
    public ImmutableArray<LoadModel> LoadOf(LoadScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.Load.IsEmpty ? Load : scenario.Load;
    }

    /// <summary>How long the schedule lasts, warm-up included and grace left out; without the iterations, whose end nobody knows.</summary>
    public TimeSpan Length =>
        WarmUp
        + Scenarios
            .Select(LoadOf)
            .Select(load => new TimeSpan(load.Sum(step => step.During.Ticks)))
            .DefaultIfEmpty()
            .Max();
}
