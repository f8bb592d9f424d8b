using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>A compressing proxy in front of the server does the same.</summary>
public sealed class BuffersUntilTheEnd : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "buffers-until-the-end";

    /// <inheritdoc/>
    public string Bug => "holds everything back until the turn is over";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-016"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(new AgentBehaviour { BuffersUntilEnd = true });
}
