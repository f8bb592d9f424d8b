using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>One queue for all readers, as a message broker has it by default.</summary>
public sealed class ReadersSteal : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "readers-steal";

    /// <inheritdoc/>
    public string Bug => "gives each event to only one of the readers";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-006"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(new AgentBehaviour { ReadersSteal = true });
}
