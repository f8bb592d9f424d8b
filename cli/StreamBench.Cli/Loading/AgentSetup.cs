using System.Collections.Immutable;
using System.Text.Json.Serialization;
using StreamBench.Load.Plans;

namespace StreamBench.Cli.Loading;

/// <summary>What the process of a fake agent has to know of a plan: the first line of its input.</summary>
internal sealed record AgentSetup(
    int Seed,
    int MaxOpen,
    ImmutableArray<string?> Scripts,
    string? Folder,
    string? Faults,
    double Share,
    string Http
)
{
    internal static AgentSetup Of(LoadPlan plan, string? folder) =>
        new(
            plan.Seed,
            plan.MaxOpen,
            [.. plan.Scenarios.Select(scenario => scenario.Script)],
            folder,
            plan.Faults?.Plan,
            plan.Faults?.Share ?? 0,
            plan.Target.SpokenHttp
        );

    /// <summary>As much of the plan as an agent needs.</summary>
    internal LoadPlan ToPlan() =>
        new()
        {
            Name = "agent",
            Seed = Seed,
            MaxOpen = MaxOpen,
            Target = new LoadTarget { Http = Http },
            Scenarios = [.. Scripts.Select((script, i) => new LoadScenario { Name = $"{i}", Script = script })],
            Faults = Faults is null ? null : new LoadFaults(Faults, Share),
        };
}

/// <summary>Where the agent listens: the first line of its output.</summary>
internal sealed record AgentAddresses(Uri Address, ImmutableArray<Uri> Paths);

[JsonSerializable(typeof(AgentSetup))]
[JsonSerializable(typeof(AgentAddresses))]
internal sealed partial class AgentJson : JsonSerializerContext;
