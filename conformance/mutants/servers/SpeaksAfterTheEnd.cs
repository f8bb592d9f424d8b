using System.Collections.Immutable;
using StreamBench.FakeAgent;
using StreamBench.FakeAgent.Misbehaviour;

namespace StreamBench.Mutants.Servers;

/// <summary>A queue that is drained too late.</summary>
public sealed class SpeaksAfterTheEnd : IServerMutant
{
    /// <inheritdoc/>
    public string Name => "speaks-after-the-end";

    /// <inheritdoc/>
    public string Bug => "sends the last events of a turn again inside the next one";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["SRV-011"];

    /// <inheritdoc/>
    public FakeAgentOptions Plant(FakeAgentOptions right) => right.With(new AgentBehaviour { LateEvents = 3 });
}
