using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>The log is lost, the epoch is not changed, and nobody is told.</summary>
public sealed class CountsAnewAfterRestart : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "counts-anew-after-restart";

    /// <inheritdoc/>
    public string Bug => "takes the cursors of its former life for its own after a restart";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-018"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right with { CreateOnSubscribe = true };

    /// <inheritdoc/>
    public FakeAgentOptions PlantAfterRestart(FakeAgentOptions right) =>
        Plant(right).With(new AgentBehaviour { IgnoresCursor = true });
}
