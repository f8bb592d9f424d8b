using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>Better than a hole, but every client has to sort it out.</summary>
public sealed class RepeatsOnResume : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "repeats-on-resume";

    /// <inheritdoc/>
    public string Bug => "repeats the last three events on every resume";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-003"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(new AgentBehaviour { ReplayOverlap = 3 });
}
